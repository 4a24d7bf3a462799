package io.posthorn.template.markup;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Lays text out in lines: paragraphs, lists, and the rows of tables. */
final class TextBlocks {

    /** Longest line, in characters; a word that is longer has a line of its own. */
    static final int WIDTH = 76;

    /** Where a link began whose text stands on an earlier line. */
    private static final int ELSEWHERE = -1;

    private static final String RULE = "-".repeat(20);

    /** What is being laid out on its own, to become part of what is around it: a cell, an item, or the whole. */
    private static final class Area {

        private final StringBuilder done = new StringBuilder();
        private final StringBuilder line = new StringBuilder();
        private final List<String> cells = new ArrayList<>();
        private final Deque<int[]> lists = new ArrayDeque<>();
        private final List<Integer> links = new ArrayList<>();
        private final int width;
        private final boolean cell;
        /** Line feeds that are to stand before what comes next. */
        private int breaks;

        Area(int width, boolean cell) {
            this.width = width;
            this.cell = cell;
        }
    }

    private final Deque<Area> outer = new ArrayDeque<>();
    private Area area = new Area(WIDTH, false);

    void append(String text, boolean preformatted) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (preformatted && c == '\n') {
                newLine();
            } else if (!StartTag.space(c)) {
                if (c != '\u00ad' && c != '\u034f' && c != '\u200b') {
                    area.line.append(c);
                }
            } else if (preformatted || (!area.line.isEmpty() && area.line.charAt(area.line.length() - 1) != ' ')) {
                area.line.append(' ');
            }
        }
    }

    void newLine() {
        boolean empty = blank(area.line);
        int before = area.breaks;
        flush(1);
        area.breaks = empty ? Math.min(before + 1, 2) : 1;
    }

    /** What follows begins a line. */
    void line() {
        flush(1);
    }

    /** What follows stands apart. */
    void paragraph() {
        flush(2);
    }

    void rule() {
        flush(2);
        area.line.append(RULE);
        flush(2);
    }

    void beginLink() {
        area.links.add(area.line.length());
    }

    void endLink(String target) {
        if (area.links.isEmpty()) {
            return;
        }
        int from = area.links.remove(area.links.size() - 1);
        String plain = target.startsWith("mailto:") ? target.substring("mailto:".length()) : target;
        String said = from == ELSEWHERE ? "" : area.line.substring(from).strip();
        if (plain.isEmpty() || plain.startsWith("#") || (from != ELSEWHERE && blank(said))) {
            return;
        }
        if (said.equals(plain) || ("https://" + said).equals(plain) || ("http://" + said).equals(plain)) {
            area.line.setLength(from);
            append(plain, false);
        } else {
            append(" <" + plain + ">", false);
        }
    }

    void beginRow() {
        flush(1);
        area.cells.clear();
    }

    void beginCell() {
        outer.push(area);
        area = new Area(area.width, true);
    }

    void endCell() {
        if (area.cell) {
            String text = leave();
            if (!text.isEmpty()) {
                area.cells.add(text);
            }
        }
    }

    void endRow() {
        List<String> cells = List.copyOf(area.cells);
        area.cells.clear();
        if (cells.isEmpty()) {
            return;
        }
        String together = String.join("  ", cells);
        boolean oneLine = together.length() <= area.width && together.indexOf('\n') < 0;
        block(oneLine ? together : String.join("\n", cells));
    }

    void beginList(boolean numbered) {
        flush(area.lists.isEmpty() ? 2 : 1);
        area.lists.push(new int[] {numbered ? 1 : 0});
    }

    void beginItem() {
        flush(1);
        outer.push(area);
        area = new Area(area.width - 3, false);
    }

    void endItem() {
        if (outer.isEmpty() || area.cell) {
            return;
        }
        String text = leave();
        int[] number = area.lists.peek();
        String mark = number == null || number[0] == 0 ? "* " : number[0]++ + ". ";
        if (!text.isEmpty()) {
            block(mark + text.replace("\n", "\n" + " ".repeat(mark.length())));
        }
    }

    void endList() {
        if (!area.lists.isEmpty()) {
            area.lists.pop();
        }
        flush(area.lists.isEmpty() ? 2 : 1);
    }

    /** All of it. */
    String text() {
        while (!outer.isEmpty()) {
            String text = leave();
            block(text);
        }
        flush(0);
        return area.done.toString().strip() + "\n";
    }

    /** Ends an area; what was laid out in it. */
    private String leave() {
        flush(0);
        String text = area.done.toString().strip();
        area = outer.pop();
        return text;
    }

    /** Lines that are laid out already; a paragraph of its own if they are several. */
    private void block(String lines) {
        int distance = lines.indexOf('\n') < 0 ? 1 : 2;
        area.breaks = Math.max(area.breaks, distance);
        put(lines);
        area.breaks = distance;
    }

    private void flush(int breaks) {
        String line = area.line.toString().stripTrailing();
        area.line.setLength(0);
        area.links.replaceAll(from -> ELSEWHERE);
        if (!blank(line)) {
            put(wrapped(line, area.width));
            area.breaks = 0;
        }
        area.breaks = Math.max(area.breaks, breaks);
    }

    private void put(String lines) {
        if (!area.done.isEmpty()) {
            area.done.append("\n".repeat(area.breaks));
        }
        area.done.append(lines);
    }

    private static boolean blank(CharSequence text) {
        return text.chars().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c));
    }

    private static String wrapped(String line, int width) {
        StringBuilder out = new StringBuilder(line.length() + 8);
        int column = 0;
        for (String word : line.split(" ")) {
            if (column > 0 && column + 1 + word.length() > width) {
                out.append('\n');
                column = 0;
            } else if (column > 0 || word.isEmpty()) {
                out.append(' ');
                column++;
            }
            out.append(word);
            column += word.length();
        }
        return out.toString();
    }
}
