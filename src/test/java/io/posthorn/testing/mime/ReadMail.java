package io.posthorn.testing.mime;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;

/**
 * A mail, taken apart and decoded.
 *
 * @param headers all of the message's own, in order
 * @param subject or an empty string
 * @param from authors
 * @param to recipients named in To
 * @param cc recipients named in Cc
 * @param replyTo where answers go
 * @param parts the leaves of the MIME tree, in order
 */
public record ReadMail(
        List<Header> headers,
        String subject,
        List<Address> from,
        List<Address> to,
        List<Address> cc,
        List<Address> replyTo,
        List<Part> parts) {

    /**
     * A header.
     *
     * @param name as written
     * @param raw its value, unfolded
     * @param value the same with encoded words decoded
     */
    public record Header(String name, String raw, String value) {}

    /**
     * A mailbox.
     *
     * @param name decoded; an empty string if there is none
     * @param address without brackets
     */
    public record Address(String name, String address) {}

    /**
     * A leaf.
     *
     * @param type {@code type/subtype} in lower case
     * @param disposition in lower case, or an empty string
     * @param fileName decoded (RFC 2231), or an empty string
     * @param contentId without brackets, or an empty string
     * @param content decoded
     */
    public record Part(
            String type, String charset, String disposition, String fileName, String contentId, byte[] content) {

        /** A body that somebody reads, not a file and not an image. */
        public boolean shown() {
            return disposition.isEmpty() && type.startsWith("text/");
        }
    }

    /** Names of the headers, in lower case, in order. */
    public List<String> headerNames() {
        return headers.stream()
                .map(header -> header.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** The headers of that name. */
    public List<Header> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .toList();
    }

    /** The parts that are not shown as the mail's own text. */
    public List<Part> files() {
        return parts.stream().filter(part -> !part.shown()).toList();
    }

    /** The text of that subtype, {@code plain} or {@code html}, with LF at line ends and none at the end; or null. */
    public String text(String subtype) {
        return parts.stream()
                .filter(part -> part.shown() && part.type().equals("text/" + subtype))
                .findFirst()
                .map(part -> lines(new String(part.content(), Charset.forName(part.charset()))))
                .orElse(null);
    }

    /** A text as {@link #text} gives it. */
    public static String lines(String text) {
        return text == null ? null : text.replace("\r\n", "\n").replaceAll("\n+$", "");
    }
}
