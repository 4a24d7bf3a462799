package io.posthorn.template.diff;

import io.posthorn.template.check.LineDiff;
import java.util.List;

/**
 * What becomes of one mail.
 *
 * @param name which
 * @param verdict in a word
 * @param reasons why it would fail, or what else is to be said; may be empty
 * @param changes what is different, in the order of the parts
 */
public record MailDiff(MailName name, Verdict verdict, List<String> reasons, List<Change> changes) {

    /** What becomes of a mail when the set after takes the place of the set before. */
    public enum Verdict {
        /** It stays as it is. */
        UNCHANGED,
        /** It looks otherwise. */
        CHANGED,
        /** Only the set after can make it. */
        NEW,
        /** Only the set before can make it: a request for it would be refused. */
        FAILS,
        /** Neither set can make it. */
        REFUSED
    }

    /**
     * A part that is different.
     *
     * @param part {@code headers}, {@code text} or {@code html}
     * @param note what is to be said of it as a whole; may be empty
     * @param hunks the lines that differ
     */
    public record Change(String part, String note, List<LineDiff.Hunk> hunks) {}

    MailDiff(MailName name, Verdict verdict, List<String> reasons) {
        this(name, verdict, reasons, List.of());
    }
}
