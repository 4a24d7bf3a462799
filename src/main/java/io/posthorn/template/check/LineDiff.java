package io.posthorn.template.check;

import java.util.ArrayList;
import java.util.List;

/** What changes from one text to another, line by line, as people know it from {@code diff -u}. */
public final class LineDiff {

    private static final int CONTEXT = 2;
    private static final int MOST_LINES = 60;
    private static final int LONGEST_LINE = 240;
    /** Beyond that the texts have little in common, and what they have is not worth looking for. */
    private static final long MOST_PAIRS = 4_000_000;

    private final List<String> before;
    private final List<String> after;
    private final List<Line> lines = new ArrayList<>();

    /** @param number where it stands in the text after, or would */
    private record Line(char mark, String text, int number) {}

    private LineDiff(String before, String after) {
        this.before = before.lines().toList();
        this.after = after.lines().toList();
    }

    /** The changed lines with those around them; empty if the texts have the same lines. At most some 60 lines. */
    public static String of(String before, String after) {
        LineDiff diff = new LineDiff(before, after);
        diff.compare();
        return diff.written();
    }

    /** The line of the text before in which the first difference is, counted from 1. */
    public static int firstDifference(String before, String after) {
        List<String> a = before.lines().toList();
        List<String> b = after.lines().toList();
        int same = 0;
        while (same < a.size() && same < b.size() && a.get(same).equals(b.get(same))) {
            same++;
        }
        return Math.max(1, Math.min(same + 1, a.size()));
    }

    private void compare() {
        int start = 0;
        while (start < before.size()
                && start < after.size()
                && before.get(start).equals(after.get(start))) {
            lines.add(new Line(' ', before.get(start), ++start));
        }
        int endBefore = before.size();
        int endAfter = after.size();
        while (endBefore > start
                && endAfter > start
                && before.get(endBefore - 1).equals(after.get(endAfter - 1))) {
            endBefore--;
            endAfter--;
        }
        middle(start, endBefore, endAfter);
        for (int i = endAfter; i < after.size(); i++) {
            lines.add(new Line(' ', after.get(i), i + 1));
        }
    }

    /** Keeps the longest sequence of lines that both have. */
    private void middle(int start, int endBefore, int endAfter) {
        int rows = endBefore - start;
        int columns = endAfter - start;
        boolean comparable = (long) rows * columns <= MOST_PAIRS;
        int[][] common = new int[comparable ? rows + 1 : 1][columns + 1];
        for (int i = rows - 1; comparable && i >= 0; i--) {
            for (int j = columns - 1; j >= 0; j--) {
                common[i][j] = before.get(start + i).equals(after.get(start + j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        int i = 0;
        int j = 0;
        while (i < rows || j < columns) {
            boolean same = comparable
                    && i < rows
                    && j < columns
                    && before.get(start + i).equals(after.get(start + j));
            if (same) {
                lines.add(new Line(' ', after.get(start + j), start + ++j));
                i++;
            } else if (i < rows && (j == columns || !comparable || common[i + 1][j] >= common[i][j + 1])) {
                lines.add(new Line('-', before.get(start + i++), start + j + 1));
            } else {
                lines.add(new Line('+', after.get(start + j), start + ++j));
            }
        }
    }

    private String written() {
        StringBuilder out = new StringBuilder();
        int last = -1;
        int count = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (!nearChange(i)) {
                continue;
            }
            if (++count > MOST_LINES) {
                return out.append("… and more\n").toString();
            }
            if (last != i - 1 || last < 0) {
                out.append("@@ line ").append(lines.get(i).number()).append(" @@\n");
            }
            String text = lines.get(i).text();
            out.append(lines.get(i).mark())
                    .append(' ')
                    .append(text.length() > LONGEST_LINE ? text.substring(0, LONGEST_LINE) + "…" : text)
                    .append('\n');
            last = i;
        }
        return out.toString();
    }

    private boolean nearChange(int i) {
        for (int j = Math.max(0, i - CONTEXT); j <= Math.min(lines.size() - 1, i + CONTEXT); j++) {
            if (lines.get(j).mark() != ' ') {
                return true;
            }
        }
        return false;
    }
}
