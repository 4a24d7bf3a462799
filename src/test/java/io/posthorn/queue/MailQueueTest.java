package io.posthorn.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.posthorn.mail.DeliveryState;
import io.posthorn.mail.Lane;
import io.posthorn.mail.Mail;
import io.posthorn.mail.MailId;
import io.posthorn.mail.OnDoubt;
import io.posthorn.mail.Schedule;
import io.posthorn.store.FreshDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailQueueTest {

    private static Spool spool;

    private final MailQueue queue = spool.queue;

    @BeforeAll
    static void open() {
        spool = Spool.on(FreshDatabase.create());
    }

    @AfterAll
    static void close() {
        spool.close();
    }

    @BeforeEach
    void empty() {
        spool.database.run("truncate delivery, mail");
    }

    @Test
    void everyRecipientIsClaimedOnceByOneHolderOnly() throws SQLException {
        Mail mail = spool.accept(Spool.mail(OnDoubt.RESEND, "a@example.org", "b@example.org"));

        List<Delivery> claimed = spool.claim(10);

        assertThat(claimed)
                .extracting(Delivery::key)
                .containsExactlyInAnyOrder(new DeliveryKey(mail.id(), 0), new DeliveryKey(mail.id(), 1));
        assertThat(claimed).extracting(Delivery::lease).containsOnly(new Lease(spool.instance.identity(), 1));
        assertThat(spool.claim(10)).isEmpty();
    }

    @Test
    void theOldestIsClaimedFirstAndNoMoreThanAskedFor() throws SQLException {
        Mail younger = spool.accept(Spool.mail(OnDoubt.RESEND, "a@example.org"));
        Mail older = spool.accept(Spool.mail(OnDoubt.RESEND, "a@example.org"));
        spool.database.run(
                "update delivery set due_at = now() - interval '1 hour' where mail_id = ?",
                older.id().value());

        assertThat(spool.claim(1)).extracting(d -> d.key().mail()).containsExactly(older.id());
        assertThat(spool.claim(1)).extracting(d -> d.key().mail()).containsExactly(younger.id());
    }

    @Test
    void whatIsNotDueIsNotClaimedNorIsTheOtherLane() throws SQLException {
        Instant tomorrow = Instant.now().plusSeconds(86_400);
        spool.accept(Spool.mail(new Schedule(tomorrow, null, OnDoubt.RESEND), "a@example.org"));
        spool.accept(Spool.mail(OnDoubt.RESEND, "a@example.org"));

        List<Delivery> bulk = spool.database
                .transactions()
                .once(connection -> Spool.claim(connection, Lane.BULK, 10, spool.instance.identity()));

        assertThat(bulk).isEmpty();
        assertThat(spool.claim(10)).hasSize(1);
        assertThat(spool.claim(10)).isEmpty();
    }

    @Test
    void whatOneClaimsInAnOpenTransactionAnotherPassesOver() throws SQLException {
        spool.accept(Spool.mail(OnDoubt.RESEND, "a@example.org", "b@example.org"));
        try (Connection first = spool.database.connect()) {
            first.setAutoCommit(false);
            List<Delivery> his = Spool.claim(first, Lane.TRANSACTIONAL, 1, spool.instance.identity());

            List<Delivery> mine = spool.claim(10);

            assertThat(mine).hasSize(1).doesNotContainAnyElementsOf(his);
            first.rollback();
        }
        assertThat(spool.claim(10)).hasSize(1);
    }

    @Test
    void anOutcomeEndsTheLeaseAndCountsUp() throws SQLException {
        spool.accept(Spool.mail(OnDoubt.RESEND, "a@example.org"));
        Delivery delivery = spool.claim(1).get(0);
        Instant later = Instant.parse("2030-01-01T00:00:00Z");

        Set<Hold> recorded = record(new Outcome(delivery, DeliveryState.DEFERRED, 1, later));

        assertThat(recorded).containsExactly(delivery.hold());
        assertThat(spool.database.rows(
                        "select state, sequence, attempt, due_at at time zone 'UTC', lease_owner from delivery"))
                .containsExactly("[deferred, 2, 1, 2030-01-01 00:00:00, null]");
    }

    @Test
    void anOutcomeUnderALeaseThatWasTakenOverHasNoEffect() throws SQLException {
        spool.accept(Spool.mail(OnDoubt.RESEND, "a@example.org"));
        Delivery old = spool.claim(1).get(0);
        spool.database.run("update delivery set lease_owner = null");
        Delivery current = spool.claim(1).get(0);

        Set<Hold> recorded = record(new Outcome(old, DeliveryState.RELAYED, 1, null));

        assertThat(current.lease().epoch()).isEqualTo(old.lease().epoch() + 1);
        assertThat(recorded).isEmpty();
        assertThat(record(new Outcome(current, DeliveryState.FAILED, 1, null))).containsExactly(current.hold());
        assertThat(spool.database.rows("select state from delivery")).containsExactly("[failed]");
    }

    @Test
    void anOutcomeIsWrittenOnceHoweverOftenItIsTried() throws SQLException {
        spool.accept(Spool.mail(OnDoubt.RESEND, "a@example.org"));
        Outcome outcome = new Outcome(spool.claim(1).get(0), DeliveryState.RELAYED, 1, null);

        assertThat(record(outcome)).hasSize(1);
        assertThat(record(outcome)).isEmpty();
        assertThat(spool.database.rows("select state, sequence from delivery")).containsExactly("[relayed, 2]");
    }

    @Test
    void aLeaseThatIsGivenBackCanBeClaimedAgainAtOnceUnderAnotherEpoch() throws SQLException {
        spool.accept(Spool.mail(OnDoubt.RESEND, "a@example.org"));
        Delivery delivery = spool.claim(1).get(0);

        spool.database.transactions().once(connection -> {
            queue.release(connection, List.of(delivery));
            return null;
        });

        assertThat(spool.claim(1).get(0).lease().epoch())
                .isEqualTo(delivery.lease().epoch() + 1);
    }

    @Test
    void whatTheStateMachineDoesNotKnowIsNoOutcome() throws SQLException {
        spool.accept(Spool.mail(OnDoubt.RESEND, "a@example.org"));
        Delivery delivery = spool.claim(1).get(0);

        assertThatIllegalArgumentException().isThrownBy(() -> new Outcome(delivery, DeliveryState.ACCEPTED, 1, null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Outcome(delivery, DeliveryState.RELAYED, 1, Instant.now()));
    }

    @Test
    void aMailIsLoadedAsItWasAccepted() throws SQLException {
        Mail mail = spool.accept(Spool.mail(OnDoubt.HOLD, "Ada <a@example.org>", "b@example.org"));

        Map<MailId, Mail> loaded =
                spool.database.transactions().once(connection -> queue.load(connection, List.of(mail.id())));

        assertThat(loaded).isEqualTo(Map.of(mail.id(), mail));
    }

    private Set<Hold> record(Outcome outcome) throws SQLException {
        return spool.database.transactions().once(connection -> queue.record(connection, List.of(outcome)));
    }
}
