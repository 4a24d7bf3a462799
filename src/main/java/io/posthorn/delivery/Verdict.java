package io.posthorn.delivery;

import io.posthorn.audit.AuditEvent;
import io.posthorn.queue.Outcome;

/**
 * What is written down about a delivery: the change of its state, and the event that tells it.
 *
 * @param outcome the change
 * @param event the event
 */
record Verdict(Outcome outcome, AuditEvent.DeliveryChanged event) {

    private static final String NO_DETAIL = "the details could not be stored; the gateway's log says why";

    /** The same change, told without what others wrote. */
    Verdict bare() {
        return new Verdict(
                outcome,
                new AuditEvent.DeliveryChanged(
                        event.delivery(),
                        event.state(),
                        event.attempt(),
                        event.sequence(),
                        event.nextAttemptAt(),
                        null,
                        NO_DETAIL,
                        event.category()));
    }

    /** Whether there is nothing left to leave out. */
    boolean isBare() {
        return NO_DETAIL.equals(event.reason());
    }
}
