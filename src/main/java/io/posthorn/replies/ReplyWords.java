package io.posthorn.replies;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A text as words: letters and digits in lower case, a space before, between and after them. Everything else separates
 * words, and what has an {@code @} in it is left out: addresses are the sender's choice, not the server's.
 *
 * @param spaced for instance {@code " user unknown "}
 * @param words the same, each for itself
 */
record ReplyWords(String spaced, Set<String> words) {

    /** Longer than any reply's text is kept (see {@link io.posthorn.smtp.Reply#MAX_TEXT}). */
    private static final int LONGEST = 2000;

    static ReplyWords of(String text) {
        StringBuilder spaced = new StringBuilder(text.length() + 2).append(' ');
        int end = Math.min(text.length(), LONGEST);
        int at = 0;
        while (at < end) {
            int token = at;
            while (at < end && !Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            String word = text.substring(token, at);
            if (word.indexOf('@') < 0) {
                append(spaced, word);
            }
            at++;
        }
        String all = spaced.toString();
        return new ReplyWords(all, new HashSet<>(List.of(all.strip().split(" "))));
    }

    private static void append(StringBuilder spaced, String word) {
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                // Not for the whole text: its rules for some letters look at all the others.
                spaced.append(Character.toLowerCase(c));
            } else if (spaced.charAt(spaced.length() - 1) != ' ') {
                spaced.append(' ');
            }
        }
        if (spaced.charAt(spaced.length() - 1) != ' ') {
            spaced.append(' ');
        }
    }

    boolean isEmpty() {
        return spaced.isBlank();
    }
}
