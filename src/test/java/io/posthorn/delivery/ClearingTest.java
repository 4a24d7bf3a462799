package io.posthorn.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.mail.Lane;
import io.posthorn.mail.OnDoubt;
import io.posthorn.queue.Delivery;
import io.posthorn.queue.Parking;
import io.posthorn.queue.Spool;
import io.posthorn.queue.Ticket;
import io.posthorn.store.FreshDatabase;
import io.posthorn.throttle.Entry;
import io.posthorn.throttle.Gate;
import io.posthorn.throttle.TestGates;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClearingTest {

    private static final int ROOM = 40;
    private static final int PLACES = 8;

    private final Gate gate = TestGates.open("destination:slow.example");
    private final WaitingLines lines = new WaitingLines(Lane.TRANSACTIONAL, 4 * PLACES, System::nanoTime, () -> {});

    @Test
    void whatWasClearedAndFindsNoPlaceInItsLineIsParkedAndLeavesRoomForOthers() throws SQLException {
        FreshDatabase database = FreshDatabase.create();
        try (Spool spool = Spool.on(database, "posthorn.queue.room=" + ROOM)) {
            Parking parking = spool.parking();
            Clearing clearing = new Clearing(Lane.TRANSACTIONAL, null, lines, parking, null, null, null);
            List<Delivery> cleared = claim(spool);
            assertThat(spool.handOver().free(Lane.TRANSACTIONAL)).isZero();

            clearing.putBack(cleared.stream().map(this::refusal).toList());

            assertThat(lines.size()).isEqualTo(PLACES);
            assertThat(spool.handOver().free(Lane.TRANSACTIONAL)).isEqualTo(ROOM - PLACES);
            assertThat(parking.keys(Lane.TRANSACTIONAL)).containsExactly(gate.key());
            assertThat(lines.ready(ROOM, any -> ROOM))
                    .extracting(Ticket::delivery)
                    .containsExactlyElementsOf(cleared.subList(0, PLACES));
        }
    }

    private List<Delivery> claim(Spool spool) throws SQLException {
        for (int i = 0; i < ROOM; i++) {
            spool.accept(Spool.mail(OnDoubt.RESEND, "ada@slow.example"));
        }
        List<Delivery> claimed = new ArrayList<>(spool.claim(ROOM));
        claimed.forEach(delivery -> assertThat(spool.handOver().reserve(Lane.TRANSACTIONAL, 1, delivery.weight()))
                .isTrue());
        return claimed;
    }

    private Clearing.Refusal refusal(Delivery delivery) {
        return new Clearing.Refusal(
                new Ticket(delivery, null, null), new Entry.Wait(gate, Duration.ZERO.toNanos(), false, false));
    }
}
