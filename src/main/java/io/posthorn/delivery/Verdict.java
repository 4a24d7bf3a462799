package io.posthorn.delivery;

import io.posthorn.audit.AuditEvent;
import io.posthorn.queue.Outcome;
import io.posthorn.suppression.Suppression;

/**
 * What is written down about a delivery: the change of its state, and the event that tells it.
 *
 * @param outcome the change
 * @param event the event
 * @param suppression what it puts on the suppression list, or may put there, or null
 */
record Verdict(Outcome outcome, AuditEvent.DeliveryChanged event, Suppression suppression) {

    private static final String NO_DETAIL = "the details could not be stored; the gateway's log says why";

    /** One that suppresses nothing. */
    Verdict(Outcome outcome, AuditEvent.DeliveryChanged event) {
        this(outcome, event, null);
    }

    Verdict suppressing(Suppression line) {
        return new Verdict(outcome, event, line);
    }

    /** The same change, told without what others wrote; it suppresses nothing. */
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
