package io.posthorn.testing.ledger;

import java.util.List;

/**
 * What comes of joining the ledgers.
 *
 * @param offences what must not be; none if all is well
 * @param counts how much of what there was
 */
public record Findings(List<Offence> offences, Counts counts) {

    /**
     * Figures for people.
     *
     * @param published records that Kafka acknowledged
     * @param unacknowledged records that it may have or not
     * @param accepted mails
     * @param rejected requests that were refused
     * @param repeated requests that had been seen before
     * @param deadLettered records that are no request
     * @param relayed deliveries that ended well
     * @param inDoubt events that call an attempt in doubt
     * @param held deliveries that wait for a person, since they were in doubt and their request wants it so
     * @param taken mails that the next hop took
     * @param takenAgain those of them that it had taken before
     * @param toldAgain results that were published more than once, under the same id
     */
    public record Counts(
            long published,
            long unacknowledged,
            long accepted,
            long rejected,
            long repeated,
            long deadLettered,
            long relayed,
            long inDoubt,
            long held,
            long taken,
            long takenAgain,
            long toldAgain) {}

    public Findings {
        offences = List.copyOf(offences);
    }

    /** How many offences there are of that kind. */
    public long of(Offence.Kind kind) {
        return offences.stream().filter(offence -> offence.kind() == kind).count();
    }
}
