package io.posthorn.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.mail.EmailAddress;
import io.posthorn.mail.Lane;
import io.posthorn.mail.MailId;
import io.posthorn.queue.Deliveries;
import io.posthorn.queue.Delivery;
import io.posthorn.queue.DeliveryKey;
import io.posthorn.queue.Ticket;
import io.posthorn.throttle.Ending;
import io.posthorn.throttle.Entry;
import io.posthorn.throttle.Gate;
import io.posthorn.throttle.Permit;
import io.posthorn.throttle.TestGates;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WaitingLinesTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger wakes = new AtomicInteger();
    private final WaitingLines lines = new WaitingLines(Lane.TRANSACTIONAL, 12, now::get, wakes::incrementAndGet);
    private final Gate a = TestGates.open("destination:a.example");
    private final Gate b = TestGates.open("destination:b.example");
    private int number;

    @Test
    void whoWaitsIsReadyWhenItsTimeHasComeInTheOrderOfArrival() {
        Ticket first = wait(a, SECOND);
        Ticket second = wait(a, SECOND);
        assertThat(ready(10)).isEmpty();
        assertThat(lines.waitsFor(a)).isTrue();
        now.addAndGet(SECOND.toNanos());

        assertThat(ready(10)).containsExactly(first, second);
        assertThat(lines.waitsFor(a)).isFalse();
        assertThat(lines.size()).isZero();
    }

    @Test
    void whoWaitedBeforeGoesBackToTheHead() {
        Ticket second = wait(a, SECOND);
        Ticket first = ticket();
        lines.rejoin(first, until(a, SECOND));
        now.addAndGet(SECOND.toNanos());
        assertThat(ready(10)).containsExactly(first, second);
    }

    @Test
    void whoJoinsLaterDoesNotChangeWhenALineMovesOn() {
        wait(a, SECOND);
        wait(a, Duration.ZERO);
        assertThat(ready(10)).isEmpty();
        lines.rejoin(ticket(), until(a, Duration.ZERO));
        assertThat(ready(10)).hasSize(3);
    }

    @Test
    void onlyAsManyAsThereAreVacanciesComeForwardButOneAtLeast() {
        Gate gate = gate("concurrency=3");
        Permit permit = (Permit) gate.enter(Lane.TRANSACTIONAL);
        for (int i = 0; i < 6; i++) {
            lines.rejoin(ticket(), until(gate, Duration.ZERO));
        }
        assertThat(ready(10)).hasSize(2);
        gate.enter(Lane.TRANSACTIONAL);
        gate.enter(Lane.TRANSACTIONAL);
        assertThat(ready(10)).hasSize(1);
        permit.end(Ending.ANSWERED);
        assertThat(ready(10)).hasSize(1);
    }

    @Test
    void eachLineHasItsTurn() {
        for (int i = 0; i < 2; i++) {
            wait(a, Duration.ZERO);
            wait(b, Duration.ZERO);
        }
        Ticket third = wait(a, Duration.ZERO);
        assertThat(ready(2)).hasSize(2).doesNotContain(third);
        assertThat(ready(2)).hasSize(2).doesNotContain(third);
        assertThat(ready(2)).containsExactly(third);
    }

    @Test
    void anOpenedGateWakesTheLaneOnceUntilItHasLooked() {
        wait(a, Duration.ofHours(1));
        lines.opened(b);
        assertThat(wakes.get()).isZero();
        lines.opened(a);
        lines.opened(a);
        assertThat(wakes.get()).isEqualTo(1);
        assertThat(lines.patience(SECOND)).isZero();
        assertThat(ready(10)).hasSize(1);
        wait(a, Duration.ofHours(1));
        lines.opened(a);
        assertThat(wakes.get()).isEqualTo(2);
    }

    @Test
    void whoLeftBeforeTheFirstOneWaitedIsNotWaitedFor() {
        Gate gate = gate("concurrency=1");
        ((Permit) gate.enter(Lane.TRANSACTIONAL)).end(Ending.ANSWERED);
        lines.join(ticket(), new Entry.Wait(gate, SECOND.toNanos(), true, false));
        assertThat(ready(10)).hasSize(1);
    }

    @Test
    void patienceEndsWhenTheFirstLineMayMoveOn() {
        assertThat(lines.patience(SECOND)).isEqualTo(SECOND);
        wait(a, Duration.ofMillis(300));
        wait(b, Duration.ofMillis(200));
        assertThat(lines.patience(SECOND)).isEqualTo(Duration.ofMillis(200));
        now.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(lines.patience(SECOND)).isZero();
    }

    @Test
    void aLineLeavesRoomForOthers() {
        for (int i = 0; i < 3; i++) {
            wait(a, SECOND);
        }
        assertThat(lines.places(a)).isZero();
        assertThat(lines.join(ticket(), until(a, SECOND))).isFalse();
        assertThat(lines.places(b)).isEqualTo(3);
        assertThat(lines.size()).isEqualTo(3);
    }

    @Test
    void allLinesTogetherAreBounded() {
        int waiting = 0;
        for (int i = 0; i < 100; i++) {
            for (int j = 0; j < 2; j++) {
                waiting += lines.join(ticket(), until(TestGates.open("destination:" + i), SECOND)) ? 1 : 0;
            }
        }
        assertThat(waiting).isEqualTo(12);
        assertThat(lines.places(a)).isZero();
    }

    @Test
    void whoExpiresLeavesTheLine() {
        wait(a, SECOND);
        Ticket expired = wait(a, SECOND);
        wait(b, SECOND);

        List<Ticket> removed = lines.remove(delivery -> delivery == expired.delivery());

        assertThat(removed).containsExactly(expired);
        assertThat(lines.size()).isEqualTo(2);
        lines.remove(delivery -> true);
        assertThat(lines.waitsFor(a)).isFalse();
        assertThat(lines.size()).isZero();
    }

    @Test
    void bulkIsHeldBackByTransactionalMailThatWaitsHere() {
        wait(a, SECOND);
        assertThat(a.enter(Lane.BULK)).isInstanceOf(Entry.Wait.class);
        lines.remove(delivery -> true);
        assertThat(a.enter(Lane.BULK)).isInstanceOf(Permit.class);
    }

    @Test
    void whoHasNoSlotsSendsOneForward() {
        for (int i = 0; i < 3; i++) {
            wait(a, Duration.ZERO);
        }
        assertThat(lines.ready(10, gate -> 0)).hasSize(1);
        assertThat(lines.ready(10, gate -> 2)).hasSize(2);
    }

    @Test
    void whoRejoinsTakesTheLastPlaceOfALineFromWhoCameLater() {
        wait(a, SECOND);
        wait(a, SECOND);
        Ticket last = wait(a, SECOND);
        lines.rejoin(ticket(), until(a, SECOND));
        Ticket other = wait(b, SECOND);

        assertThat(lines.removeSurplus()).isEqualTo(Map.of(last.delivery(), a.key()));
        assertThat(lines.size()).isEqualTo(4);
        assertThat(lines.removeSurplus()).isEmpty();
        now.addAndGet(SECOND.toNanos());
        assertThat(ready(10)).contains(other).doesNotContain(last);
    }

    @Test
    void thereAreNoMoreThanThereArePlacesInMoreLinesThanThat() {
        for (int i = 0; i < 20; i++) {
            lines.rejoin(ticket(), until(TestGates.open("destination:" + i), SECOND));
        }

        assertThat(lines.removeSurplus()).hasSize(8).containsValue("destination:19");
        assertThat(lines.size()).isEqualTo(12);
    }

    private List<Ticket> ready(int wanted) {
        return lines.ready(wanted, gate -> Integer.MAX_VALUE);
    }

    private Gate gate(String... limits) {
        return TestGates.gate("destination:c.example", now::get, limits);
    }

    private Ticket wait(Gate gate, Duration time) {
        Ticket ticket = ticket();
        assertThat(lines.join(ticket, until(gate, time))).isTrue();
        return ticket;
    }

    @Test
    void whoHasBeenInMemoryForLongIsTakenOutWithWhatItWaitsFor() {
        Ticket old = wait(a, SECOND);
        now.addAndGet(SECOND.toNanos());
        Ticket young = wait(a, SECOND);
        Ticket returned = wait(b, SECOND);
        now.addAndGet(SECOND.toNanos());
        assertThat(ready(10)).containsExactly(old, young, returned);
        List.of(young, old).forEach(ticket -> lines.rejoin(ticket, until(a, SECOND)));

        assertThat(lines.removeOlderThan(SECOND)).isEqualTo(Map.of(old.delivery(), "destination:a.example"));

        assertThat(lines.size()).isOne();
        now.addAndGet(SECOND.toNanos());
        assertThat(ready(10)).containsExactly(young);
    }

    private static Entry.Wait until(Gate gate, Duration time) {
        return new Entry.Wait(gate, time.toNanos(), false, false);
    }

    private Ticket ticket() {
        Delivery delivery = Deliveries.accepted(
                new DeliveryKey(new MailId(new UUID(7, number)), number++),
                new EmailAddress("ada@example.org"),
                Instant.MAX);
        return new Ticket(delivery, null, null, now.get());
    }
}
