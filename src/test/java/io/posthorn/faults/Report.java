package io.posthorn.faults;

import io.posthorn.testing.ledger.Findings;
import io.posthorn.testing.ledger.Offence;

/**
 * What a scenario showed.
 *
 * @param scenario its name
 * @param findings the ledgers, joined
 * @param expected mails that were to be accepted
 * @param resumed how long it took after the faults until mail flowed again
 * @param log what the gateways wrote
 */
record Report(String scenario, Findings findings, long expected, Resumptions resumed, String log) {

    /** One line. */
    @Override
    public String toString() {
        Findings.Counts counts = findings.counts();
        return "%-12s published %d, accepted %d, relayed %d, in doubt %d, held %d, taken twice %d, told twice %d,"
                        .formatted(
                                scenario,
                                counts.published(),
                                counts.accepted(),
                                counts.relayed(),
                                counts.inDoubt(),
                                counts.held(),
                                counts.takenAgain(),
                                counts.toldAgain())
                + " lost " + findings.of(Offence.Kind.LOST_REQUEST) + ", offences "
                + findings.offences().size() + ", mail again after " + resumed;
    }
}
