package io.posthorn.replies;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A code with an {@code x} where any digit will do, or between dots any number: {@code 550}, {@code 5xx}, {@code x.1.1}.
 *
 * @param parts of the code; none for a reply without an enhanced code
 */
record CodePattern(List<String> parts) {

    private static final Pattern BARE = Pattern.compile("[45][0-9x]{2}");
    private static final Pattern ENHANCED = Pattern.compile("[45x](\\.(x|[0-9]|[0-9][0-9x]{1,2})){2}");

    /** A pattern of reply codes; refuses with an {@link IllegalArgumentException} whose message says what is wrong. */
    static CodePattern bare(String text) {
        if (!BARE.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "“" + text + "” is no pattern of a reply code; write 550, 55x, 5xx or 4xx");
        }
        return new CodePattern(List.of(text));
    }

    /** A pattern of enhanced codes; refuses likewise. */
    static CodePattern enhanced(String text) {
        if (text.equals("none")) {
            return new CodePattern(List.of());
        }
        if (!ENHANCED.matcher(text).matches()) {
            throw new IllegalArgumentException("“" + text + "” is no pattern of an enhanced code; write 5.1.1, x.1.1,"
                    + " 5.7.x or 5.7.6xx, or none for a reply without");
        }
        return new CodePattern(List.of(text.split("\\.")));
    }

    boolean matches(List<String> code) {
        if (parts.size() != code.size()) {
            return false;
        }
        for (int i = 0; i < parts.size(); i++) {
            if (!parts.get(i).equals("x") && !same(parts.get(i), code.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(String part, String digits) {
        if (part.length() != digits.length()) {
            return false;
        }
        for (int i = 0; i < digits.length(); i++) {
            if (part.charAt(i) != 'x' && part.charAt(i) != digits.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
