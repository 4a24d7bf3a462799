package io.posthorn.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
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

class HandOverRoomTest {

    private static final Duration SHORT = Duration.ofMillis(1);

    private final HandOver handOver =
            new HandOver(Settings.read(QueueConfig.class, "posthorn.queue.room=3", "posthorn.queue.memory=1000"));

    @Test
    void whatIsOfferedIsTakenInItsOrderAndNoMoreThanAskedFor() throws InterruptedException {
        List<Ticket> tickets = List.of(ticket(1), ticket(1), ticket(1));

        handOver.offer(Lane.TRANSACTIONAL, tickets);

        assertThat(handOver.take(Lane.TRANSACTIONAL, 2, SHORT)).isEqualTo(tickets.subList(0, 2));
        assertThat(handOver.take(Lane.TRANSACTIONAL, 2, SHORT)).isEqualTo(tickets.subList(2, 3));
        assertThat(handOver.take(Lane.TRANSACTIONAL, 2, SHORT)).isEmpty();
    }

    @Test
    void oneLaneHasNothingOfTheOthersTicketsNorOfItsRoom() throws InterruptedException {
        assertThat(handOver.reserve(Lane.BULK, 3, 30)).isTrue();
        handOver.offer(Lane.BULK, List.of(ticket(10)));

        assertThat(handOver.free(Lane.BULK)).isZero();
        assertThat(handOver.free(Lane.TRANSACTIONAL)).isEqualTo(3);
        assertThat(handOver.take(Lane.TRANSACTIONAL, 1, SHORT)).isEmpty();
    }

    @Test
    void roomIsBoundedInNumberAndInOctets() {
        assertThat(handOver.reserve(Lane.TRANSACTIONAL, 1, 600)).isTrue();

        assertThat(handOver.reserve(Lane.TRANSACTIONAL, 1, 600)).isFalse();
        assertThat(handOver.reserve(Lane.TRANSACTIONAL, 3, 3)).isFalse();
        assertThat(handOver.reserve(Lane.TRANSACTIONAL, 2, 400)).isTrue();
        assertThat(handOver.used(Lane.TRANSACTIONAL)).isEqualTo(3);
    }

    @Test
    void whatIsDoneGivesItsRoomBackAndIsHeldNoMore() {
        Ticket ticket = ticket(600);
        handOver.reserve(Lane.TRANSACTIONAL, 1, 600);
        handOver.hold(List.of(ticket.delivery()));
        assertThat(handOver.holds(ticket.delivery().hold())).isTrue();

        handOver.release(ticket.delivery());

        assertThat(handOver.holds(ticket.delivery().hold())).isFalse();
        assertThat(handOver.used(Lane.TRANSACTIONAL)).isZero();
        assertThat(handOver.reserve(Lane.TRANSACTIONAL, 3, 1000)).isTrue();
    }

    @Test
    void whatWasNeverCommittedIsForgottenAndKeepsItsRoomUntilItIsCancelled() {
        Ticket ticket = ticket(10);
        handOver.reserve(Lane.TRANSACTIONAL, 1, 10);
        handOver.hold(List.of(ticket.delivery()));

        handOver.forget(List.of(ticket.delivery()));

        assertThat(handOver.holds(ticket.delivery().hold())).isFalse();
        assertThat(handOver.used(Lane.TRANSACTIONAL)).isEqualTo(1);
        handOver.cancel(Lane.TRANSACTIONAL, 1, 10);
        assertThat(handOver.used(Lane.TRANSACTIONAL)).isZero();
    }

    private static Ticket ticket(int weight) {
        MailId mail = new MailId(UuidCreator.getTimeOrderedEpoch());
        return new Ticket(
                new Delivery(
                        new DeliveryKey(mail, 0),
                        Lane.TRANSACTIONAL,
                        new EmailAddress("ada@example.org"),
                        DeliveryState.ACCEPTED,
                        1,
                        0,
                        weight,
                        Instant.MAX,
                        new Lease(new UUID(0, 1), 1)),
                null,
                null);
    }
}
