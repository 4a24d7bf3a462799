package io.posthorn.mail;

/**
 * What may stand in a text or HTML body: any text with LF or CRLF at line ends and tabs. Refused are the other
 * controls of C0, a CR without its LF, DEL, lone surrogates and noncharacters: none of them is text, and each has been
 * somebody's way past a parser.
 */
public final class BodyText {

    private BodyText() {}

    /** Refuses with an {@link IllegalArgumentException} that names the character and its position. */
    public static void check(String text) {
        for (int i = 0; i < text.length(); ) {
            int c = text.charAt(i);
            if (c >= ' ' && c < 0x7F) {
                i++;
                continue;
            }
            c = text.codePointAt(i);
            if (!permitted(c, text, i)) {
                throw new IllegalArgumentException(
                        "character U+%04X at position %d is not allowed in a body".formatted(c, i));
            }
            i += Character.charCount(c);
        }
    }

    private static boolean permitted(int c, String text, int at) {
        if (c < ' ') {
            return c == '\n' || c == '\t' || (c == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n');
        }
        return c != 0x7F && Character.getType(c) != Character.SURROGATE && !UnstructuredText.noncharacter(c);
    }
}
