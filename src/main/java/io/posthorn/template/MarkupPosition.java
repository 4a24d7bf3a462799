package io.posthorn.template;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Where in HTML one is after having read so much of it: the states of the HTML tokeniser that matter here. */
final class MarkupPosition {

    private enum State {
        BETWEEN_TAGS("text"),
        TAG_OPEN("a tag"),
        TAG_NAME("a tag"),
        IN_TAG("a tag"),
        ATTRIBUTE_NAME("a tag"),
        AFTER_EQUALS("a tag"),
        DOUBLE_QUOTED("a value in quotes"),
        SINGLE_QUOTED("a value in quotes"),
        UNQUOTED("a value without quotes"),
        DECLARATION("a declaration"),
        COMMENT("a comment"),
        STYLE("<style>");

        private final String spoken;

        State(String spoken) {
            this.spoken = spoken;
        }
    }

    private static final Set<String> REFUSED = Set.of(
            "script",
            "iframe",
            "object",
            "embed",
            "form",
            "svg",
            "math",
            "template",
            "noscript",
            "noembed",
            "noframes",
            "xmp",
            "plaintext",
            "textarea",
            "frameset");
    private static final Pattern FIXED_HOST = Pattern.compile("https?://[^/\\\\?#@\\s&\u0000]+/[^\\s]*");
    private static final char DATA = '\u0000';

    private State state = State.BETWEEN_TAGS;
    private String tag = "";
    private String attribute = "";
    private StringBuilder read = new StringBuilder();
    private int line;
    private int openedIn;

    /**
     * Goes on.
     *
     * @param firstLine the line in which the text begins
     */
    void read(String text, int firstLine) {
        line = firstLine;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (betweenTags()) {
                openedIn = line;
            }
            next(c);
            if (c == '\n') {
                line++;
            }
        }
    }

    /** The line that was read last. */
    int line() {
        return line;
    }

    /** The line of the tag or comment in which one is. */
    int openedIn() {
        return openedIn;
    }

    /** Data was written here. */
    void data() {
        read.append(DATA);
    }

    boolean betweenTags() {
        return state == State.BETWEEN_TAGS;
    }

    boolean inPlainValue() {
        return state == State.DOUBLE_QUOTED || state == State.SINGLE_QUOTED;
    }

    String tag() {
        return tag;
    }

    String attribute() {
        return attribute;
    }

    /** What stands in the quotes so far. */
    String value() {
        return read.toString();
    }

    /** In a value that begins with a link whose host no data can change any more. */
    boolean afterFixedHost() {
        return FIXED_HOST.matcher(value()).matches();
    }

    MarkupPosition copy() {
        MarkupPosition copy = new MarkupPosition();
        copy.resetTo(this);
        return copy;
    }

    void resetTo(MarkupPosition other) {
        state = other.state;
        openedIn = other.openedIn;
        tag = other.tag;
        attribute = other.attribute;
        read = new StringBuilder(other.read);
    }

    boolean sameAs(MarkupPosition other) {
        return state == other.state && (betweenTags() || (tag.equals(other.tag) && attribute.equals(other.attribute)));
    }

    @Override
    public String toString() {
        return state.spoken;
    }

    private void next(char c) {
        switch (state) {
            case BETWEEN_TAGS -> {
                if (c == '<') {
                    become(State.TAG_OPEN);
                }
            }
            case TAG_OPEN -> tagOpen(c);
            case TAG_NAME -> tagName(c);
            case IN_TAG -> inTag(c);
            case ATTRIBUTE_NAME -> attributeName(c);
            case AFTER_EQUALS -> afterEquals(c);
            case DOUBLE_QUOTED -> quoted(c, '"');
            case SINGLE_QUOTED -> quoted(c, '\'');
            case UNQUOTED -> {
                if (c == '>') {
                    tagEnd();
                } else if (space(c)) {
                    become(State.IN_TAG);
                }
            }
            case DECLARATION -> {
                read.append(c);
                if (read.toString().equals("--")) {
                    become(State.COMMENT);
                } else if (c == '>') {
                    become(State.BETWEEN_TAGS);
                }
            }
            case COMMENT -> endsWith(c, "-->");
            case STYLE -> endsWith(c, "</style>");
        }
    }

    private void tagOpen(char c) {
        if (c == '!' || c == '?') {
            become(State.DECLARATION);
        } else if (c == '/' && read.isEmpty()) {
            read.append(c);
        } else if (Character.isLetter(c)) {
            read.append(c);
            state = State.TAG_NAME;
        } else {
            throw new IllegalArgumentException("a < that begins no tag is written &lt;");
        }
    }

    private void tagName(char c) {
        if (c == '>' || space(c) || c == '/') {
            tag = read.toString().toLowerCase(Locale.ROOT);
            if (REFUSED.contains(tag)) {
                throw new IllegalArgumentException("<" + tag + "> has no place in a mail");
            }
            become(State.IN_TAG);
            inTag(c);
        } else {
            read.append(c);
        }
    }

    private void inTag(char c) {
        if (c == '>') {
            tagEnd();
        } else if (!space(c) && c != '/') {
            become(State.ATTRIBUTE_NAME);
            read.append(c);
        }
    }

    private void attributeName(char c) {
        if (c == '=') {
            attribute = read.toString().strip().toLowerCase(Locale.ROOT);
            become(State.AFTER_EQUALS);
        } else if (c == '>') {
            tagEnd();
        } else if (!space(c) && !read.isEmpty() && space(read.charAt(read.length() - 1))) {
            read.setLength(0);
            read.append(c);
        } else {
            read.append(c);
        }
    }

    private void afterEquals(char c) {
        if (c == '"') {
            become(State.DOUBLE_QUOTED);
        } else if (c == '\'') {
            become(State.SINGLE_QUOTED);
        } else if (c == '>') {
            tagEnd();
        } else if (!space(c)) {
            become(State.UNQUOTED);
        }
    }

    private void quoted(char c, char quote) {
        if (c == quote) {
            become(State.IN_TAG);
        } else {
            read.append(c);
        }
    }

    private void tagEnd() {
        become(tag.equals("style") ? State.STYLE : State.BETWEEN_TAGS);
    }

    private void endsWith(char c, String end) {
        read.append(Character.toLowerCase(c));
        boolean emptyComment = state == State.COMMENT
                && (read.toString().equals(">") || read.toString().equals("->"));
        if (emptyComment || read.indexOf(end, Math.max(0, read.length() - end.length())) >= 0) {
            become(State.BETWEEN_TAGS);
        }
    }

    private void become(State next) {
        state = next;
        read.setLength(0);
    }

    private static boolean space(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
    }
}
