package io.posthorn.relay;

import java.nio.charset.StandardCharsets;

/**
 * Text on the wire: as it is where it can be, else quoted-printable (RFC 2045 section 6.7). Either way lines end in
 * CRLF, none is longer than 76 characters, none begins with a dot or with {@code From }, which servers on the way have
 * a habit of changing, and the text ends with exactly one line end: how many empty lines there are after the last word
 * is nothing a mail client shows.
 */
final class QuotedPrintable {

    private static final int LINE = 76;
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private QuotedPrintable() {}

    /** The text without its last line ends, and with LF for every other. */
    static String canonical(String text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        String body = text.substring(0, end);
        return body.indexOf('\r') < 0 ? body : body.replace("\r\n", "\n");
    }

    /** Whether canonical text can go as it is: short lines of ASCII that nobody on the way has a reason to touch. */
    static boolean plain(String text) {
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : '\n';
            if (c == '\n') {
                char last = i > start ? text.charAt(i - 1) : 'x';
                if (i - start > LINE || last == ' ' || last == '\t' || fragile(text, start)) {
                    return false;
                }
                start = i + 1;
            } else if (c >= 0x7F || (c < ' ' && c != '\t')) {
                return false;
            }
        }
        // The beginning of every boundary: nothing that is not encoded may hold it.
        return !text.contains("--=_");
    }

    /** Appends canonical, plain text. */
    static void appendPlain(StringBuilder out, String text) {
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            out.append(text, start, end).append("\r\n");
            start = end + 1;
        }
        out.append(text, start, text.length()).append("\r\n");
    }

    /** Appends canonical text, encoded. */
    static void append(StringBuilder out, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int column = 0;
        for (int i = 0; i < utf8.length; i++) {
            byte b = utf8[i];
            if (b == '\n') {
                out.append("\r\n");
                column = 0;
                continue;
            }
            boolean lineEnds = i + 1 == utf8.length || utf8[i + 1] == '\n';
            boolean bare = (b > ' ' && b < 0x7F && b != '=') || ((b == ' ' || b == '\t') && !lineEnds);
            if (column + (bare ? 1 : 3) > (lineEnds ? LINE : LINE - 1)) {
                out.append("=\r\n");
                column = 0;
            }
            if (bare && !(column == 0 && fragile(utf8, i))) {
                out.append((char) b);
                column++;
            } else {
                out.append('=').append(HEX[b >> 4 & 15]).append(HEX[b & 15]);
                column += 3;
            }
        }
        out.append("\r\n");
    }

    private static boolean fragile(String text, int start) {
        return text.startsWith(".", start) || text.startsWith("From ", start);
    }

    private static boolean fragile(byte[] utf8, int at) {
        return utf8[at] == '.'
                || (at + 4 < utf8.length
                        && utf8[at] == 'F'
                        && utf8[at + 1] == 'r'
                        && utf8[at + 2] == 'o'
                        && utf8[at + 3] == 'm'
                        && utf8[at + 4] == ' ');
    }
}
