package io.posthorn.relay;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Text on the wire: as it is where it can be, else quoted-printable (RFC 2045 section 6.7). Either way lines end in
 * CRLF, none is longer than 76 characters, none begins with a dot or with {@code From }, which servers on the way have
 * a habit of changing, and the text ends with exactly one line end: how many empty lines there are after the last word
 * is nothing a mail client shows.
 */
final class QuotedPrintable {

    private static final int LINE = 76;
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    /** What may go as it is, white space not at the end of a line. */
    private static final boolean[] OPEN = new boolean[128];

    static {
        Arrays.fill(OPEN, ' ', 0x7F, true);
        OPEN['\t'] = true;
        OPEN['='] = false;
    }

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
        new Encoder(text).appendTo(out);
    }

    private static boolean fragile(String text, int start) {
        return text.startsWith(".", start) || text.startsWith("From ", start);
    }

    /** One pass over one text. Runs of octets that go as they are, which is most of any text, are copied whole. */
    private static final class Encoder {
        private final byte[] utf8;
        private byte[] encoded;
        private int length;
        private int column;

        Encoder(String text) {
            this.utf8 = text.getBytes(StandardCharsets.UTF_8);
            this.encoded = new byte[utf8.length + utf8.length / 8 + 64];
        }

        void appendTo(StringBuilder out) {
            int at = 0;
            while (at < utf8.length) {
                // Room for the rest of this line, a break and an encoded octet.
                if (encoded.length - length < LINE + 6) {
                    encoded = Arrays.copyOf(encoded, encoded.length + encoded.length / 2);
                }
                at = column > 0 ? run(at) : at;
                if (at < utf8.length) {
                    octet(at++);
                }
            }
            out.append(new String(encoded, 0, length, StandardCharsets.ISO_8859_1))
                    .append("\r\n");
        }

        /** Copies what goes as it is and leaves room for a soft break; white space only where more of it follows. */
        private int run(int start) {
            int end = Math.min(utf8.length, start + LINE - 1 - column);
            int at = start;
            while (at < end && utf8[at] > 0 && OPEN[utf8[at]]) {
                at++;
            }
            while (at > start && utf8[at - 1] <= ' ') {
                at--;
            }
            System.arraycopy(utf8, start, encoded, length, at - start);
            length += at - start;
            column += at - start;
            return at;
        }

        private void octet(int at) {
            byte b = utf8[at];
            if (b == '\n') {
                encoded[length++] = '\r';
                encoded[length++] = '\n';
                column = 0;
                return;
            }
            boolean lineEnds = at + 1 == utf8.length || utf8[at + 1] == '\n';
            boolean bare = b > 0 && OPEN[b] && (b > ' ' || !lineEnds);
            if (column + (bare ? 1 : 3) > (lineEnds ? LINE : LINE - 1)) {
                encoded[length++] = '=';
                encoded[length++] = '\r';
                encoded[length++] = '\n';
                column = 0;
            }
            if (bare && (column > 0 || !fragile(at))) {
                encoded[length++] = b;
                column++;
            } else {
                encoded[length++] = '=';
                encoded[length++] = HEX[b >> 4 & 15];
                encoded[length++] = HEX[b & 15];
                column += 3;
            }
        }

        private boolean fragile(int at) {
            return utf8[at] == '.'
                    || (at + 4 < utf8.length
                            && utf8[at] == 'F'
                            && utf8[at + 1] == 'r'
                            && utf8[at + 2] == 'o'
                            && utf8[at + 3] == 'm'
                            && utf8[at + 4] == ' ');
        }
    }
}
