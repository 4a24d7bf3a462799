package io.posthorn.queue;

import io.posthorn.mail.DeliveryState;
import io.posthorn.mail.EmailAddress;
import io.posthorn.mail.Lane;
import java.time.Instant;

/**
 * One recipient of a mail, leased for an attempt.
 *
 * @param key identity
 * @param lane which way it goes
 * @param recipient where to
 * @param state what happened to it last
 * @param sequence of its last event
 * @param attempt attempts that ended so far
 * @param weight size of the request, in octets
 * @param expiresAt end of its life, by the database's clock
 * @param lease the right to attempt it
 */
public record Delivery(
        DeliveryKey key,
        Lane lane,
        EmailAddress recipient,
        DeliveryState state,
        int sequence,
        int attempt,
        int weight,
        Instant expiresAt,
        Lease lease) {

    /** The delivery under this lease. */
    public Hold hold() {
        return new Hold(key, lease);
    }
}
