package io.posthorn.template.check;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Takes the changes out of the lines of a comparison, so that people can read them. */
final class Hunks {

    private static final int CONTEXT = 2;
    private static final int MOST_LINES = 60;
    private static final int LONGEST_LINE = 240;
    /** Lines around a change need only be recognised. */
    private static final int LONGEST_CONTEXT = 120;
    /** What is shown of a long line before the place where it changes. */
    private static final int LEAD = 60;

    private final List<LineDiff.Line> lines;

    Hunks(List<LineDiff.Line> lines) {
        this.lines = lines;
    }

    List<LineDiff.Hunk> all() {
        List<LineDiff.Hunk> hunks = new ArrayList<>();
        int shown = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (nearChange(i)) {
                int end = i + 1;
                while (end < lines.size() && nearChange(end)) {
                    end++;
                }
                int most = Math.min(end - i, MOST_LINES - shown);
                hunks.add(hunk(i, i + most, end));
                shown += most;
                if (most < end - i) {
                    break;
                }
                i = end;
            }
        }
        return hunks;
    }

    private LineDiff.Hunk hunk(int begin, int shownEnd, int end) {
        StringBuilder text = new StringBuilder();
        for (int i = begin; i < shownEnd; i++) {
            text.append(lines.get(i).mark()).append(' ').append(shown(i)).append('\n');
        }
        if (shownEnd < end) {
            text.append("… and more\n");
        }
        // What follows a cut is not told, and still makes a difference.
        String changed = lines.subList(begin, shownEnd < end ? lines.size() : end).stream()
                .filter(line -> line.mark() != ' ')
                .map(line -> line.mark() + line.text())
                .collect(Collectors.joining("\n"));
        return new LineDiff.Hunk(lines.get(begin).number(), text.toString(), changed);
    }

    /** A line; of one that is too long, the part in which it changes. */
    private String shown(int i) {
        String text = lines.get(i).text();
        boolean context = lines.get(i).mark() == ' ';
        int longest = context ? LONGEST_CONTEXT : LONGEST_LINE;
        if (text.length() <= longest) {
            return text;
        }
        int start = boundary(text, context ? 0 : Math.max(0, sameStart(i) - LEAD));
        int end = boundary(text, Math.min(text.length(), start + longest));
        return (start > 0 ? "…" : "") + text.substring(start, end) + (end < text.length() ? "…" : "");
    }

    /** How many characters a changed line has in common with the one that takes its place: that of the same rank. */
    private int sameStart(int i) {
        int first = i;
        while (first > 0 && lines.get(first - 1).mark() == lines.get(i).mark()) {
            first--;
        }
        boolean added = lines.get(i).mark() == '+';
        int other = first;
        if (added) {
            while (other > 0 && lines.get(other - 1).mark() == '-') {
                other--;
            }
        } else {
            while (other < lines.size() && lines.get(other).mark() == '-') {
                other++;
            }
        }
        other += i - first;
        boolean paired = other < lines.size() && lines.get(other).mark() == (added ? '-' : '+');
        String text = lines.get(i).text();
        String counterpart = paired ? lines.get(other).text() : "";
        int same = 0;
        while (same < text.length() && same < counterpart.length() && text.charAt(same) == counterpart.charAt(same)) {
            same++;
        }
        return same;
    }

    private static int boundary(String text, int at) {
        return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
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
