package io.posthorn.queue;

import io.posthorn.mail.DeliveryState;
import io.posthorn.mail.EmailAddress;
import io.posthorn.mail.Lane;
import java.time.Instant;
import java.util.UUID;

/** Deliveries that stand in no table. */
public final class Deliveries {

    private Deliveries() {}

    /** A transactional one that was accepted and leased, and not attempted yet. */
    public static Delivery accepted(DeliveryKey key, EmailAddress recipient, Instant expiresAt) {
        return new Delivery(
                key,
                Lane.TRANSACTIONAL,
                recipient,
                DeliveryState.ACCEPTED,
                1,
                0,
                100,
                expiresAt,
                new Lease(new UUID(0, 1), 1));
    }
}
