package io.posthorn.cli;

import io.posthorn.template.diff.MailDiff;
import io.posthorn.template.diff.MailDiff.Verdict;
import java.util.EnumMap;
import java.util.Map;
import java.util.StringJoiner;

/** How many mails change, and how. */
final class DiffTally {

    private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);

    void add(MailDiff diff) {
        counts.merge(diff.verdict(), 1, Integer::sum);
    }

    int count(Verdict verdict) {
        return counts.getOrDefault(verdict, 0);
    }

    int mails() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Whether it makes a difference which set is used. */
    boolean changes() {
        return count(Verdict.CHANGED) + count(Verdict.NEW) + count(Verdict.FAILS) > 0;
    }

    /** As people say it. */
    @Override
    public String toString() {
        int changed = count(Verdict.CHANGED);
        int same = count(Verdict.UNCHANGED);
        StringJoiner sentence = new StringJoiner(", ");
        sentence.add(changed == 0 ? "no mail changes" : changed + (changed == 1 ? " mail changes" : " mails change"));
        if (same > 0) {
            sentence.add(same + (same == 1 ? " stays as it is" : " stay as they are"));
        }
        if (count(Verdict.NEW) > 0) {
            sentence.add(count(Verdict.NEW) + (count(Verdict.NEW) == 1 ? " is new" : " are new"));
        }
        if (count(Verdict.FAILS) > 0) {
            sentence.add(count(Verdict.FAILS) + " would fail");
        }
        if (count(Verdict.REFUSED) > 0) {
            sentence.add(count(Verdict.REFUSED) + " cannot be compared");
        }
        return sentence.toString();
    }
}
