package io.posthorn.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.mail.Lane;
import io.posthorn.mail.OnDoubt;
import io.posthorn.store.FreshDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClaimsTest {

    private static FreshDatabase database;

    private final Spool spool =
            Spool.on(database, "posthorn.queue.room=6", "posthorn.queue.claim-size=2", "posthorn.queue.memory=1000");
    private final Claims claims =
            new Claims(database.transactions(), spool.queue, spool.instance, spool.handOver, spool.config);

    @BeforeAll
    static void create() {
        database = FreshDatabase.create();
    }

    @BeforeEach
    void empty() {
        database.run("truncate delivery, mail");
    }

    @AfterEach
    void close() {
        spool.close();
    }

    @Test
    void whatIsDueIsHandedOverBatchByBatchUntilNothingMoreIs() throws Exception {
        accept(5);

        int batches = 0;
        while (claims.claim(Lane.TRANSACTIONAL)) {
            batches++;
        }

        assertThat(batches).isBetween(2, 4);
        assertThat(handedOver()).extracting(Delivery::key).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void nothingIsTakenFromTheTableForWhichThereIsNoRoom() throws Exception {
        accept(8);
        while (claims.claim(Lane.TRANSACTIONAL)) {
            assertThat(spool.handOver.used(Lane.TRANSACTIONAL)).isLessThanOrEqualTo(6);
        }

        List<Delivery> first = handedOver();
        assertThat(first).hasSize(6);
        assertThat(claims.claim(Lane.TRANSACTIONAL)).isFalse();

        first.forEach(spool.handOver::release);
        claims.awaitRoom(Lane.TRANSACTIONAL);
        claims.claim(Lane.TRANSACTIONAL);
        assertThat(handedOver()).hasSize(2);
    }

    @Test
    void whatIsTooHeavyForTheRoomIsGivenBackAndFoundAgain() throws Exception {
        accept(2);
        spool.handOver.reserve(Lane.TRANSACTIONAL, 1, 850);

        assertThat(claims.claim(Lane.TRANSACTIONAL)).isFalse();
        assertThat(handedOver()).hasSize(1);

        spool.handOver.cancel(Lane.TRANSACTIONAL, 1, 850);
        claims.claim(Lane.TRANSACTIONAL);
        assertThat(handedOver()).hasSize(1);
    }

    private void accept(int mails) throws SQLException {
        for (int i = 0; i < mails; i++) {
            spool.accept(Spool.mail(OnDoubt.RESEND, "ada@example.org"));
        }
    }

    private List<Delivery> handedOver() throws InterruptedException {
        List<Delivery> deliveries = new ArrayList<>();
        for (Ticket ticket : spool.handOver.take(Lane.TRANSACTIONAL, 100, Duration.ofMillis(1))) {
            deliveries.add(ticket.delivery());
        }
        return deliveries;
    }
}
