package io.posthorn.template.markup;

/** Where tags, comments and the like begin and end. */
public final class Markup {

    private Markup() {}

    /**
     * The position after the token that begins there: a tag, a comment, a declaration, a {@code <style>} with its content,
     * or a {@code <} that is only text; -1 if the end is missing.
     *
     * @param at where a {@code <} is
     */
    public static int tokenEnd(String text, int at) {
        if (text.startsWith("<!--", at)) {
            int end = text.indexOf("-->", at + 4);
            return end < 0 ? -1 : end + 3;
        }
        if (at + 1 == text.length()) {
            return -1;
        }
        char c = text.charAt(at + 1);
        if (c == '!' || c == '?') {
            boolean maybeComment = "<!--".startsWith(text.substring(at));
            int end = text.indexOf('>', at);
            return end < 0 || maybeComment ? -1 : end + 1;
        }
        if (c == '/') {
            int end = text.indexOf('>', at);
            return end < 0 ? -1 : end + 1;
        }
        if (!letter(c)) {
            return at + 1;
        }
        int end = tagEnd(text, at);
        return end > 0 && isStyle(text, at) ? afterStyle(text, end) : end;
    }

    /** The position after the start tag that begins there, or -1. */
    public static int tagEnd(String text, int at) {
        char quote = 0;
        boolean value = false;
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                }
            } else if (c == '>') {
                return i + 1;
            } else if (value && (c == '"' || c == '\'')) {
                quote = c;
                value = false;
            } else if (c == '=') {
                value = true;
            } else if (!StartTag.space(c)) {
                value = false;
            }
        }
        return -1;
    }

    private static boolean isStyle(String text, int at) {
        return text.regionMatches(true, at + 1, "style", 0, 5) && StartTag.nameEnd(text, at + 1) == at + 6;
    }

    private static int afterStyle(String text, int from) {
        int close = text.indexOf("</", from);
        while (close >= 0 && !text.regionMatches(true, close + 2, "style", 0, 5)) {
            close = text.indexOf("</", close + 2);
        }
        int end = close < 0 ? -1 : text.indexOf('>', close);
        return end < 0 ? -1 : end + 1;
    }

    static boolean isStartTag(String token) {
        return token.length() > 1 && letter(token.charAt(1));
    }

    static boolean isEndTag(String token) {
        return token.length() > 2 && token.charAt(1) == '/' && letter(token.charAt(2));
    }

    private static boolean letter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
