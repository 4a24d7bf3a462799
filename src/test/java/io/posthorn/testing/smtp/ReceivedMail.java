package io.posthorn.testing.smtp;

import java.util.List;
import java.util.Locale;

/**
 * A mail as it came over the wire.
 *
 * @param sender of the envelope, without brackets; empty for the null sender
 * @param recipients of the envelope, without brackets
 * @param raw everything between DATA and the final dot, dots unstuffed, one character per octet
 */
public record ReceivedMail(String sender, List<String> recipients, String raw) {

    private static final String END_OF_HEADERS = "\r\n\r\n";

    public ReceivedMail {
        recipients = List.copyOf(recipients);
    }

    /** Value of the first header of that name, unfolded (RFC 5322 section 2.2.3), or null. */
    public String header(String name) {
        List<String> all = headers(name);
        return all.isEmpty() ? null : all.get(0);
    }

    /** Values of all headers of that name, unfolded, in order. */
    public List<String> headers(String name) {
        String prefix = name.toLowerCase(Locale.ROOT) + ":";
        return head().replaceAll("\r\n(?=[ \t])", "")
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                .map(line -> line.substring(prefix.length()).strip())
                .toList();
    }

    /** Everything after the first empty line, still encoded. */
    public String body() {
        int end = raw.indexOf(END_OF_HEADERS);
        return end < 0 ? "" : raw.substring(end + END_OF_HEADERS.length());
    }

    private String head() {
        int end = raw.indexOf(END_OF_HEADERS);
        return end < 0 ? raw : raw.substring(0, end);
    }
}
