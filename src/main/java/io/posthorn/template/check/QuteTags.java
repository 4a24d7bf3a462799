package io.posthorn.template.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what is Qute in a text. Qute itself forgets line ends within tags, comments and <code>{|…|}</code> when it counts lines; here
 * its lines are told as they are.
 */
public final class QuteTags {

    private static final Pattern SECTION = Pattern.compile("\\{([#/])(\\w*)[^}]*?(/?)}", Pattern.DOTALL);

    private final String source;
    private final List<int[]> tags = new ArrayList<>();

    /** @param source with LF at line ends */
    public QuteTags(String source) {
        this.source = source;
        int at = source.indexOf('{');
        while (at >= 0) {
            int end = end(at);
            if (end > 0) {
                tags.add(new int[] {at, end});
            }
            at = source.indexOf('{', Math.max(end, at + 1));
        }
    }

    /** Beginnings and ends of the tags, in order. */
    List<int[]> tags() {
        return tags;
    }

    /**
     * The line, counted from 1, of what Qute finds in that line and column.
     *
     * @param line as Qute counts
     * @param column as Qute counts, from 1
     */
    public int line(int line, int column) {
        int lineStart = 0;
        int quteLine = 1;
        int tag = 0;
        for (int i = 0; i < source.length() && quteLine < line; i++) {
            while (tag < tags.size() && tags.get(tag)[1] <= i) {
                tag++;
            }
            boolean inTag = tag < tags.size() && tags.get(tag)[0] <= i;
            if (source.charAt(i) == '\n' && !inTag) {
                quteLine++;
                lineStart = i + 1;
            }
        }
        return lineOf(lineStart + Math.max(0, column - 1));
    }

    /** The start of the innermost section that has no end of its own, such as <code>{#if}</code>. */
    public Optional<Place> unclosed(String file) {
        Deque<int[]> open = new ArrayDeque<>();
        Deque<String> names = new ArrayDeque<>();
        for (int[] tag : tags) {
            Matcher section = SECTION.matcher(source.substring(tag[0], tag[1]));
            if (!section.matches()
                    || section.group(2).equals("else")
                    || section.group(2).equals("is")) {
                continue;
            }
            if (section.group(1).equals("#") && section.group(3).isEmpty()) {
                open.push(tag);
                names.push(section.group(2));
            } else if (section.group(1).equals("/") && !open.isEmpty()) {
                if (!section.group(2).isEmpty() && !section.group(2).equals(names.peek())) {
                    return names.contains(section.group(2))
                            ? Optional.of(new Place(file, lineOf(open.peek()[0])))
                            : Optional.empty();
                }
                open.pop();
                names.pop();
            }
        }
        return open.isEmpty() ? Optional.empty() : Optional.of(new Place(file, lineOf(open.peek()[0])));
    }

    private int lineOf(int position) {
        return Place.of("", source, position).line();
    }

    private int end(int at) {
        if (at > 0 && source.charAt(at - 1) == '\\') {
            return -1;
        }
        if (source.startsWith("{|", at)) {
            return after("|}", at);
        }
        if (source.startsWith("{!", at)) {
            return after("!}", at);
        }
        if (at + 1 == source.length()) {
            return -1;
        }
        char c = source.charAt(at + 1);
        return Character.isLetterOrDigit(c) || "#/@_'\"$(".indexOf(c) >= 0 ? tagEnd(at + 1) : -1;
    }

    private int after(String close, int at) {
        int end = source.indexOf(close, at + 2);
        return end < 0 ? source.length() : end + 2;
    }

    private int tagEnd(int from) {
        char quote = 0;
        for (int i = from; i < source.length(); i++) {
            char c = source.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '}') {
                return i + 1;
            }
        }
        return source.length();
    }
}
