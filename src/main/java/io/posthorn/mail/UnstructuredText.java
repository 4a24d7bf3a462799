package io.posthorn.mail;

/**
 * What may stand in a header that people read: subject, display name, free header value (RFC 5322 section 2.2.1,
 * RFC 2047 for what is not ASCII). One line of printable characters; refused are controls of C0 and C1 (CR, LF, NUL,
 * U+0085 among them), the Unicode line and paragraph separators, lone surrogates, noncharacters, and the
 * overrides of writing direction that make a text look like another.
 */
public final class UnstructuredText {

    private UnstructuredText() {}

    /** Refuses with an {@link IllegalArgumentException} that names the character and its position. */
    public static void check(String text) {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (!permitted(c)) {
                throw new IllegalArgumentException(
                        "character U+%04X at position %d is not allowed here; one line of printable text is"
                                .formatted(c, i));
            }
            i += Character.charCount(c);
        }
    }

    private static boolean permitted(int c) {
        if (c < 0x7F) {
            return c >= ' ';
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            default -> !noncharacter(c) && !directionOverride(c);
        };
    }

    static boolean noncharacter(int c) {
        return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
    }

    private static boolean directionOverride(int c) {
        return c >= 0x202A && c <= 0x202E;
    }
}
