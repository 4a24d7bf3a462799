package io.posthorn.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.posthorn.mail.DeliveryState;
import io.posthorn.mail.Lane;
import io.posthorn.mail.Mail;
import io.posthorn.mail.OnDoubt;
import io.posthorn.store.FreshDatabase;
import io.posthorn.store.SessionName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

class DeadInstancesTest {

    private Spool spool;
    private UUID dead;

    @BeforeEach
    void anInstanceThatGivesNoSignOfLife() {
        spool = Spool.on(FreshDatabase.create());
        dead = UUID.randomUUID();
        spool.database.run(
                "insert into gateway_instance (id, host, alive_until) values (?, 'dead', now() + '1 hour')", dead);
        spool.database.run(
                "insert into attempt_journal select ?, lane, '{}', '{}' from unnest(array['transactional', 'bulk']) lane",
                dead);
    }

    @AfterEach
    void close() {
        spool.close();
    }

    @Test
    void theLivingAreLeftAlone() throws SQLException {
        accept(OnDoubt.RESEND, "a@example.org");
        claimByTheDead(1);

        assertThat(takeOver()).isEmpty();
        assertThat(spool.database.rows("select count(*) from gateway_instance")).containsExactly("[2]");
    }

    @Test
    void whatItHeldAndHadNotBegunIsDueAgain() throws SQLException {
        accept(OnDoubt.RESEND, "a@example.org");
        Delivery held = claimByTheDead(1).get(0);
        die();

        Optional<DeadInstances.Estate> estate = takeOver();

        assertThat(estate).contains(new DeadInstances.Estate(dead, List.of()));
        assertThat(spool.database.rows("select state, sequence, attempt, lease_owner from delivery"))
                .containsExactly("[accepted, 1, 0, null]");
        assertThat(spool.claim(1)).extracting(Delivery::key).containsExactly(held.key());
        assertThat(takeOver()).isEmpty();
    }

    @Test
    void whatWasUnderWayIsInDoubtAndDueAgainOrHeld() throws SQLException {
        Mail resend = accept(OnDoubt.RESEND, "a@example.org");
        Mail hold = accept(OnDoubt.HOLD, "b@example.org");
        journal(claimByTheDead(2));
        die();

        DeadInstances.Estate estate = takeOver().orElseThrow();

        assertThat(estate.doubts())
                .extracting(doubt -> doubt.delivery().key().mail(), DeadInstances.Doubt::onDoubt)
                .containsExactlyInAnyOrder(tuple(resend.id(), OnDoubt.RESEND), tuple(hold.id(), OnDoubt.HOLD));
        assertThat(estate.doubts()).extracting(DeadInstances.Doubt::delivery).allSatisfy(delivery -> {
            assertThat(delivery.state()).isEqualTo(DeliveryState.IN_DOUBT);
            assertThat(delivery.sequence()).isEqualTo(2);
            assertThat(delivery.attempt()).isEqualTo(1);
        });
        assertThat(spool.claim(10)).extracting(d -> d.key().mail()).containsExactly(resend.id());
        assertThat(spool.database.rows(
                        "select due_at, lease_owner from delivery where mail_id = ?",
                        hold.id().value()))
                .containsExactly("[null, null]");
    }

    @Test
    void oneThatCannotBeReadDoesNotKeepTheOthersFromBeingInDoubt() throws SQLException {
        Mail unreadable = accept(OnDoubt.RESEND, "a@example.org");
        Mail other = accept(OnDoubt.RESEND, "b@example.org");
        journal(claimByTheDead(2));
        spool.database.run(
                "update delivery set recipient = 'x' where mail_id = ?",
                unreadable.id().value());
        die();

        assertThat(takeOver().orElseThrow().doubts())
                .extracting(doubt -> doubt.delivery().key().mail())
                .containsExactly(other.id());

        assertThat(spool.database.rows(
                        "select state, sequence, due_at, lease_owner from delivery where mail_id = ?",
                        unreadable.id().value()))
                .containsExactly("[in-doubt, 1, null, null]");
    }

    @Test
    void whatHadEndedBeforeItDiedStaysAsItWas() throws SQLException {
        accept(OnDoubt.RESEND, "a@example.org");
        List<Delivery> claimed = claimByTheDead(1);
        journal(claimed);
        record(new Outcome(claimed.get(0), DeliveryState.RELAYED, 1, null));
        die();

        assertThat(takeOver().orElseThrow().doubts()).isEmpty();
        assertThat(spool.database.rows("select state, sequence from delivery")).containsExactly("[relayed, 2]");
    }

    @Test
    void nothingThatItStillWritesHasAnyEffect() throws SQLException {
        accept(OnDoubt.RESEND, "a@example.org");
        List<Delivery> claimed = claimByTheDead(1);
        journal(claimed);
        die();
        takeOver();

        assertThat(record(new Outcome(claimed.get(0), DeliveryState.RELAYED, 1, null)))
                .isEmpty();
        assertThat(journal(claimed)).isFalse();
        boolean mayLease = spool.database.transactions().once(connection -> spool.instance.confirm(connection, dead));
        assertThat(mayLease).isFalse();
    }

    @Test
    void twoWhoFindItAtOnceDoNotBothTakeItOver() throws SQLException {
        accept(OnDoubt.RESEND, "a@example.org");
        journal(claimByTheDead(1));
        die();
        try (Connection first = spool.database.connect()) {
            first.setAutoCommit(false);
            assertThat(new LivingInstance().takeOver(first)).isPresent();

            assertThat(takeOver()).isEmpty();

            first.commit();
        }
        assertThat(spool.database.rows("select sequence from delivery")).containsExactly("[2]");
    }

    @Test
    void itsSessionsAreEndedThoughAStatementWaitsForItsRows() throws SQLException {
        accept(OnDoubt.RESEND, "a@example.org");
        claimByTheDead(1);
        SessionName name = new SessionName();
        spool.database.run("update gateway_instance set session = ? where id = ?", name.value(), dead);
        Connection frozen = spool.database.connect();
        name.onConnectionCreate(frozen);
        frozen.setAutoCommit(false);
        assertThat(spool.instance.confirm(frozen, dead)).isTrue();
        CopyIn rows = frozen.unwrap(PGConnection.class).getCopyAPI().copyIn("copy mail from stdin");
        die();

        assertThat(takeOver()).isPresent();

        assertThatExceptionOfType(SQLException.class).isThrownBy(rows::endCopy);
        assertThat(spool.claim(1)).hasSize(1);
    }

    @Test
    void whoseTimeIsUpByTheClockAloneIsNotDeadYet() throws SQLException {
        accept(OnDoubt.RESEND, "a@example.org");
        claimByTheDead(1);
        die();
        AtomicLong now = new AtomicLong();
        DeadInstances instances =
                new DeadInstances(new LivingInstance(), new Sightings(Duration.ofSeconds(2), now::get));

        assertThat(look(instances, now)).isEmpty();
        spool.database.run("update gateway_instance set alive_until = now() - interval '1 us' where id = ?", dead);
        assertThat(look(instances, now)).isEmpty();
        assertThat(look(instances, now)).isEmpty();
        assertThat(look(instances, now)).isPresent();
    }

    private Optional<DeadInstances.Estate> look(DeadInstances instances, AtomicLong now) throws SQLException {
        now.addAndGet(TimeUnit.SECONDS.toNanos(1));
        return spool.database.transactions().once(instances::takeOver);
    }

    private Mail accept(OnDoubt onDoubt, String recipient) throws SQLException {
        return spool.accept(Spool.mail(onDoubt, recipient));
    }

    private List<Delivery> claimByTheDead(int most) throws SQLException {
        return spool.database
                .transactions()
                .once(connection -> Spool.claim(connection, Lane.TRANSACTIONAL, most, dead));
    }

    private boolean journal(List<Delivery> underWay) {
        return new AttemptJournal(spool.database.transactions())
                .write(
                        dead,
                        Lane.TRANSACTIONAL,
                        underWay.stream().map(Delivery::key).toList(),
                        underWay)
                .isPresent();
    }

    private Set<Hold> record(Outcome outcome) throws SQLException {
        return spool.database.transactions().once(connection -> spool.queue.record(connection, List.of(outcome)));
    }

    private void die() {
        spool.database.run("update gateway_instance set alive_until = now() - interval '1 ms' where id = ?", dead);
    }

    private Optional<DeadInstances.Estate> takeOver() throws SQLException {
        return spool.database.transactions().once(new LivingInstance()::takeOver);
    }
}
