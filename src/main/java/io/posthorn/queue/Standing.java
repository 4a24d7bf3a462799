package io.posthorn.queue;

import io.posthorn.mail.DeliveryState;
import io.posthorn.mail.EmailAddress;
import io.posthorn.mail.Lane;
import io.posthorn.mail.MailId;
import java.util.UUID;

/**
 * A delivery as somebody finds it who does not hold its lease.
 *
 * @param key identity
 * @param lane which way it goes
 * @param recipient where to
 * @param state what happened to it last
 * @param sequence of its last event
 * @param attempt attempts that ended so far
 * @param weight size of the request, in octets
 * @param waitsFor what it waits for
 * @param holder the instance that has leased it, or null
 * @param underWay whether an attempt may have begun: the holder has put it on record
 * @param resentAs the mail that says it once more, or null
 */
public record Standing(
        DeliveryKey key,
        Lane lane,
        EmailAddress recipient,
        DeliveryState state,
        int sequence,
        int attempt,
        int weight,
        Wait waitsFor,
        UUID holder,
        boolean underWay,
        MailId resentAs) {

    /** What a delivery waits for. */
    public enum Wait {
        /** For its turn: it is due, or parked until others have gone. */
        TURN,
        /** For the time of the next attempt. */
        RETRY,
        /** For the time that the mail names. */
        SCHEDULE,
        /** For nothing, if it has ended; else for an operator. */
        NOTHING
    }

    /** Whether only an operator can set it going. */
    public boolean onHold() {
        return !state.terminal() && waitsFor == Wait.NOTHING;
    }

    Standing begun() {
        return new Standing(key, lane, recipient, state, sequence, attempt, weight, waitsFor, holder, true, resentAs);
    }
}
