package io.posthorn.mail;

import java.util.HexFormat;

/**
 * One version of a template.
 *
 * @param name name in the catalogue
 * @param hash SHA-256 over everything that the rendered content depends on, 64 hexadecimal digits in lower case
 */
public record TemplateRef(String name, String hash) {

    public TemplateRef {
        if (HexFormat.of().parseHex(hash).length != 32) {
            throw new IllegalArgumentException("a template's hash is a SHA-256");
        }
    }

    /** The version as events show it: {@code sha256:…}. */
    public String version() {
        return "sha256:" + hash;
    }
}
