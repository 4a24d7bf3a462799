package io.posthorn.replies;

import java.util.ArrayList;
import java.util.List;

/**
 * Words that stand in a reply's text one after the other; a {@code *} leaves room for any others between. Matching takes
 * one pass over the text for each part at most, whatever the text is.
 *
 * @param first word of the first part: few texts have it, and all others need no pass
 * @param parts what stands between the asterisks, as {@link ReplyWords#spaced}
 */
record Phrase(String first, List<String> parts) {

    private static final int LONGEST = 200;

    /** Refuses with an {@link IllegalArgumentException} whose message says what is wrong. */
    static Phrase of(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("a phrase has at most " + LONGEST + " characters");
        }
        if (text.indexOf('@') >= 0) {
            throw new IllegalArgumentException("addresses are left out of what is compared, so “@” never matches");
        }
        List<String> parts = new ArrayList<>();
        for (String part : text.split("\\*", -1)) {
            ReplyWords words = ReplyWords.of(part);
            if (words.isEmpty()) {
                throw new IllegalArgumentException("a phrase has words, and a * stands between words");
            }
            parts.add(words.spaced());
        }
        return new Phrase(parts.get(0).strip().split(" ")[0], List.copyOf(parts));
    }

    boolean in(ReplyWords text) {
        if (!text.words().contains(first)) {
            return false;
        }
        int from = 0;
        for (String part : parts) {
            int at = text.spaced().indexOf(part, from);
            if (at < 0) {
                return false;
            }
            // The space after a part may be the one before the next.
            from = at + part.length() - 1;
        }
        return true;
    }
}
