package io.posthorn.queue;

import io.posthorn.mail.DeliveryState;

/**
 * What an operator makes of a delivery that nobody attempts just now.
 *
 * @param standing as it was found and locked
 * @param state what it is from now on
 * @param due whether it is to be attempted: at once, but not before the time that its mail names
 */
public record Intervention(Standing standing, DeliveryState state, boolean due) {

    /** Refuses a change that the state machine does not know, and one that would race with an attempt. */
    public Intervention {
        if (!state.mayFollow(standing.state())) {
            throw new IllegalArgumentException(state + " may not follow " + standing.state());
        }
        if (state.terminal() && due) {
            throw new IllegalArgumentException(state + " is the end; nothing can be due");
        }
        if (standing.underWay()) {
            throw new IllegalArgumentException("its attempt decides");
        }
    }

    /** Of the event that this intervention is. */
    public int sequence() {
        return standing.sequence() + 1;
    }
}
