package io.posthorn.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.mail.DeliveryState;
import io.posthorn.mail.EmailAddress;
import io.posthorn.mail.Lane;
import io.posthorn.mail.MailId;
import io.posthorn.testing.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HandOverTest {

    private final HandOver handOver = new HandOver(Settings.read(QueueConfig.class, "posthorn.queue.room=2"));
    private final MailId mail = new MailId(UUID.randomUUID());

    @Test
    void theEndOfAnAttemptUnderALostLeaseLeavesTheNewLeaseInUse() {
        Delivery lost = leased(1);
        Delivery anew = leased(3);
        handOver.hold(List.of(lost));
        handOver.hold(List.of(anew));

        handOver.release(lost);

        assertThat(handOver.holds(lost.hold())).isFalse();
        assertThat(handOver.holds(anew.hold())).isTrue();
    }

    @Test
    void whoTakesCanBeWokenAndThenHasWhatThereIs() throws InterruptedException {
        handOver.wake(Lane.BULK);
        assertThat(handOver.take(Lane.BULK, 10, Duration.ofMinutes(1))).isEmpty();

        Ticket ticket = new Ticket(leased(1), null, null);
        handOver.wake(Lane.BULK);
        handOver.offer(Lane.BULK, List.of(ticket));
        assertThat(handOver.take(Lane.BULK, 10, Duration.ofMinutes(1))).containsExactly(ticket);
    }

    private Delivery leased(int epoch) {
        assertThat(handOver.reserve(Lane.BULK, 1, 100)).isTrue();
        return new Delivery(
                new DeliveryKey(mail, 0),
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
