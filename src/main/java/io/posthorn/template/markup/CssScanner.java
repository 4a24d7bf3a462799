package io.posthorn.template.markup;

/** Finds its way through CSS text: over comments, strings and what stands in brackets (CSS Syntax Level 3). */
final class CssScanner {

    private final String css;
    private int at;

    CssScanner(String css) {
        this.css = css;
    }

    int at() {
        return at;
    }

    void moveTo(int position) {
        at = position;
    }

    boolean atEnd() {
        return at >= css.length();
    }

    char peek() {
        return css.charAt(at);
    }

    /** Over white space, comments, and the comment marks of HTML, which CSS ignores. */
    void skipSpace() {
        while (at < css.length()) {
            if (Character.isWhitespace(css.charAt(at))) {
                at++;
            } else if (css.startsWith("/*", at)) {
                at = afterComment(at);
            } else if (css.startsWith("<!--", at)) {
                at += 4;
            } else if (css.startsWith("-->", at)) {
                at += 3;
            } else {
                return;
            }
        }
    }

    /**
     * The position of the first of these characters that stands outside of comments, strings and brackets, or the end
     * of the text.
     */
    int find(String wanted) {
        int depth = 0;
        int i = at;
        while (i < css.length()) {
            char c = css.charAt(i);
            if (depth == 0 && wanted.indexOf(c) >= 0) {
                return i;
            }
            if (c == '"' || c == '\'') {
                i = afterString(i);
            } else if (css.startsWith("/*", i)) {
                i = afterComment(i);
            } else if (c == '\\') {
                i += 2;
            } else {
                if (c == '(' || c == '[' || c == '{') {
                    depth++;
                } else if ((c == ')' || c == ']' || c == '}') && depth > 0) {
                    depth--;
                }
                i++;
            }
        }
        return css.length();
    }

    private int afterComment(int from) {
        int end = css.indexOf("*/", from + 2);
        return end < 0 ? css.length() : end + 2;
    }

    /** After the closing quote, or at the end of the line that it is missing in. */
    private int afterString(int from) {
        char quote = css.charAt(from);
        int i = from + 1;
        while (i < css.length() && css.charAt(i) != '\n') {
            if (css.charAt(i) == quote) {
                return i + 1;
            }
            i += css.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(i, css.length());
    }

    /** The same text without comments, with single spaces, trimmed. */
    static String tidy(String css) {
        StringBuilder out = new StringBuilder(css.length());
        CssScanner scanner = new CssScanner(css);
        int i = 0;
        while (i < css.length()) {
            char c = css.charAt(i);
            int end = i + 1;
            if (c == '"' || c == '\'') {
                end = scanner.afterString(i);
            } else if (css.startsWith("/*", i)) {
                i = scanner.afterComment(i);
                continue;
            }
            if (!Character.isWhitespace(c)) {
                out.append(css, i, Math.min(end, css.length()));
            } else if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
                out.append(' ');
            }
            i = end;
        }
        return out.toString().strip();
    }
}
