package io.posthorn.submission;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What makes two bodies the same: SHA-256 over the JSON with the fields of each object in order of their names and no
 * white space, so that a producer that writes the same request in another order of fields still repeats itself.
 */
final class BodyHash {

    private BodyHash() {}

    static byte[] of(JsonNode body) {
        StringBuilder canonical = new StringBuilder(1024);
        append(canonical, body);
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(canonical.toString().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void append(StringBuilder canonical, JsonNode node) {
        if (node.isObject()) {
            List<String> names = new ArrayList<>(node.size());
            node.fieldNames().forEachRemaining(names::add);
            Collections.sort(names);
            canonical.append('{');
            for (String name : names) {
                text(canonical, name);
                append(canonical, node.get(name));
            }
            canonical.append('}');
        } else if (node.isArray()) {
            canonical.append('[');
            node.forEach(element -> append(canonical, element));
            canonical.append(']');
        } else if (node.isTextual()) {
            text(canonical, node.textValue());
        } else {
            canonical.append(node.asText()).append(';');
        }
    }

    /** With its length before it, so that no text can be mistaken for structure. */
    private static void text(StringBuilder canonical, String text) {
        canonical.append('"').append(text.length()).append(':').append(text);
    }
}
