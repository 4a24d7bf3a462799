package io.posthorn.template.check;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What changes from one text to another, line by line, as people know it from {@code diff -u}. */
public final class LineDiff {

    /** Beyond that the texts have little in common, and what they have is not worth looking for. */
    private static final long MOST_PAIRS = 4_000_000;

    private final List<String> before;
    private final List<String> after;
    private final List<Line> lines = new ArrayList<>();

    /** @param number where it stands in the text after, or would */
    record Line(char mark, String text, int number) {}

    private LineDiff(String before, String after) {
        this.before = before.lines().toList();
        this.after = after.lines().toList();
    }

    /**
     * Changed lines that stand together, with those around them.
     *
     * @param line where they begin in the text after
     * @param text each line with a mark before it: {@code -}, {@code +} or a space; long ones and many are cut
     * @param changed the changed lines alone, whole: what it has in common with the same change elsewhere
     */
    public record Hunk(int line, String text, String changed) {

        @Override
        public String toString() {
            return "@@ line " + line + " @@\n" + text;
        }
    }

    /** The changed lines with those around them; empty if the texts have the same lines. At most some 60 lines. */
    public static String of(String before, String after) {
        return hunks(before, after).stream().map(Hunk::toString).collect(Collectors.joining());
    }

    /** The same, one by one. */
    public static List<Hunk> hunks(String before, String after) {
        LineDiff diff = new LineDiff(before, after);
        diff.compare();
        return new Hunks(diff.lines).all();
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
}
