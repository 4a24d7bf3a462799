package io.posthorn.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.mail.DeliveryState;
import io.posthorn.mail.EmailAddress;
import io.posthorn.mail.Lane;
import io.posthorn.mail.MailId;
import io.posthorn.queue.Delivery;
import io.posthorn.queue.DeliveryKey;
import io.posthorn.queue.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FlightsTest {

    private final Flights flights = new Flights();
    private final DeliveryKey key = new DeliveryKey(new MailId(UUID.randomUUID()), 0);

    @Test
    void theEndOfAnAttemptUnderALostLeaseLeavesTheNextOnRecord() throws InterruptedException {
        Delivery lost = leased(1);
        Delivery anew = leased(3);
        flights.with(Lane.BULK, List.of(lost));
        flights.with(Lane.BULK, List.of(anew));

        flights.landed(lost);

        assertThat(flights.with(Lane.BULK, List.of())).containsExactly(key);
        assertThat(flights.awaitNone(Duration.ZERO)).isFalse();
        flights.landed(anew);
        assertThat(flights.awaitNone(Duration.ZERO)).isTrue();
    }

    private Delivery leased(int epoch) {
        return new Delivery(
                key,
                Lane.BULK,
                new EmailAddress("ada@example.org"),
                DeliveryState.ACCEPTED,
                1,
                0,
                100,
                Instant.MAX,
                new Lease(UUID.randomUUID(), epoch));
    }
}
