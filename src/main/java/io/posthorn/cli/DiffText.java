package io.posthorn.cli;

import io.posthorn.template.BrokenTemplateException;
import io.posthorn.template.CandidateSet;
import io.posthorn.template.check.LineDiff;
import io.posthorn.template.diff.MailDiff;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** For people. The same change of many mails, such as that of a layout, is shown once. */
final class DiffText implements DiffReport {

    /** Changes that are remembered as shown. */
    private static final int REMEMBERED = 10_000;

    private static final int MOST_COMPLAINTS = 5;
    /** What a terminal might obey. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9F}&&[^\\t]]");

    private final PrintWriter out;
    /** Which change was shown with which mail. */
    private final Map<UUID, String> shown = new HashMap<>();

    private boolean afterLarge;

    DiffText(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void begin(CandidateSet before, CandidateSet after) {
        out.println("--- " + named(before));
        out.println("+++ " + named(after));
        broken(before);
        broken(after);
        afterLarge = true;
    }

    @Override
    public void mail(MailDiff diff) {
        String verdict = switch (diff.verdict()) {
            case UNCHANGED -> null;
            case CHANGED -> "changed";
            case NEW -> "new";
            case FAILS -> "would fail";
            case REFUSED -> "not compared";
        };
        if (verdict == null) {
            return;
        }
        List<String> lines = new ArrayList<>();
        diff.reasons().forEach(reason -> lines.add("    " + reason));
        String as = diff.reasons().isEmpty() ? only(diff) : null;
        if (as == null) {
            diff.changes()
                    .forEach(change -> lines.addAll(lines(change, diff.name().toString())));
        }
        boolean large = !diff.changes().isEmpty() && as == null;
        if (large || afterLarge) {
            out.println();
        }
        afterLarge = large;
        out.println(verdict + ": " + diff.name() + (as == null ? "" : ", as in " + as));
        lines.forEach(line -> out.println(CONTROL.matcher(line).replaceAll("\uFFFD")));
    }

    /** The mail that was shown with all of these changes, if there is one. */
    private String only(MailDiff diff) {
        Set<String> names = diff.changes().stream()
                .flatMap(change -> change.hunks().stream().map(hunk -> shown.getOrDefault(key(change, hunk), "")))
                .collect(Collectors.toSet());
        boolean notes =
                diff.changes().stream().anyMatch(change -> change.hunks().isEmpty());
        return names.size() == 1 && !notes && !names.contains("")
                ? names.iterator().next()
                : null;
    }

    private List<String> lines(MailDiff.Change change, String name) {
        List<String> lines = new ArrayList<>();
        if (!change.note().isEmpty()) {
            lines.add("  " + change.part() + ": " + change.note());
        }
        for (LineDiff.Hunk hunk : change.hunks()) {
            String before = shown.putIfAbsent(key(change, hunk), name);
            String place = "  " + change.part() + ", line " + hunk.line() + ":";
            if (before != null && !before.equals(name)) {
                lines.add(place + " as in " + before);
            } else {
                lines.add(place);
                hunk.text().lines().forEach(line -> lines.add(line.isBlank() ? "" : "    " + line));
            }
        }
        if (shown.size() > REMEMBERED) {
            shown.clear();
        }
        return lines;
    }

    private static UUID key(MailDiff.Change change, LineDiff.Hunk hunk) {
        return UUID.nameUUIDFromBytes((change.part() + '\n' + hunk.changed()).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void end(DiffTally samples, DiffTally requests) {
        out.println();
        if (requests == null) {
            out.println(samples);
        } else {
            out.println("samples: " + samples);
            out.println("the last " + requests.mails() + " requests: " + requests);
        }
        out.flush();
    }

    private void broken(CandidateSet set) {
        if (set.usable()) {
            return;
        }
        out.println(set.name() + " is broken as a whole, and no gateway would use it:");
        set.complaints().stream()
                .limit(MOST_COMPLAINTS)
                .map(BrokenTemplateException::getMessage)
                .forEach(complaint -> out.println("    " + complaint));
        if (set.complaints().size() > MOST_COMPLAINTS) {
            out.println("    and " + (set.complaints().size() - MOST_COMPLAINTS) + " more");
        }
    }

    private static String named(CandidateSet set) {
        String revision = set.set().revision();
        boolean says = !revision.startsWith("sha256:") && !revision.equals(set.name());
        return set.name() + (says ? " (" + revision + ')' : "");
    }
}
