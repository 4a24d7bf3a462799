package io.posthorn.account;

import java.time.Instant;
import java.util.List;

/**
 * What a verification found.
 *
 * @param since where it began, or null for the beginning of everything: what was before has been dropped
 * @param partitions partitions that it looked at
 * @param offsets offsets of theirs that are accounted for
 * @param offenders what is not accounted for, a thousand of each kind at most
 * @param unnamed how many more offsets are not as they should be
 */
public record Report(Instant since, int partitions, long offsets, List<Offender> offenders, long unnamed) {

    public Report {
        offenders = List.copyOf(offenders);
    }

    /** Whether everything is accounted for. */
    public boolean clean() {
        return offenders.isEmpty() && unnamed == 0;
    }
}
