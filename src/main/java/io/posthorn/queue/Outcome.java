package io.posthorn.queue;

import io.posthorn.mail.DeliveryState;
import java.time.Instant;

/**
 * What an attempt, or the decision not to make one, comes to.
 *
 * @param delivery as it was leased
 * @param state what it is now
 * @param attempt attempts that have ended, this one included if one was made
 * @param dueAt when the next attempt may begin, or null if there is none to come
 */
public record Outcome(Delivery delivery, DeliveryState state, int attempt, Instant dueAt) {

    /** Refuses a change that the state machine does not know. */
    public Outcome {
        if (!state.mayFollow(delivery.state())) {
            throw new IllegalArgumentException(state + " may not follow " + delivery.state());
        }
        if (state.terminal() && dueAt != null) {
            throw new IllegalArgumentException(state + " is the end; nothing can be due");
        }
    }

    /** Of the event that this outcome is. */
    public int sequence() {
        return delivery.sequence() + 1;
    }
}
