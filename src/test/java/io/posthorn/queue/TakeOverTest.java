package io.posthorn.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.posthorn.mail.Lane;
import io.posthorn.testing.Database;
import io.posthorn.testing.MailRow;
import io.posthorn.testing.SharedServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What another instance takes over while the one it takes over from is not quite dead. */
class TakeOverTest {

    private static String jdbcUrl;

    private final UUID dead = UUID.randomUUID();
    private final LivingInstance living = new LivingInstance();
    private Connection theirs;
    private Connection ours;
    private UUID mail;

    @BeforeAll
    static void tables() {
        jdbcUrl = SharedServers.database().newDatabase("takeover_" + System.nanoTime());
        Flyway.configure()
                .dataSource(jdbcUrl, Database.USER, Database.USER)
                .load()
                .migrate();
    }

    @BeforeEach
    void anInstanceThatGivesNoSignOfLife() throws SQLException {
        theirs = DriverManager.getConnection(jdbcUrl, Database.USER, Database.USER);
        ours = DriverManager.getConnection(jdbcUrl, Database.USER, Database.USER);
        mail = MailRow.in(jdbcUrl).to("ada@example.org", "deferred").accepted();
        update(
                ours,
                "insert into gateway_instance (id, host, alive_until) values (?, 'h', now() - interval '1 s')",
                dead);
        AttemptJournal.open(ours, dead);
        theirs.setAutoCommit(false);
        ours.setAutoCommit(false);
    }

    @AfterEach
    void nothingIsLeft() throws SQLException {
        theirs.rollback();
        theirs.close();
        ours.rollback();
        update(ours, "delete from gateway_instance");
        ours.commit();
        ours.close();
    }

    @Test
    void aLeaseThatIsJustBeingTakenComesBackToo() throws Exception {
        assertThat(living.confirm(theirs, dead)).isTrue();
        update(theirs, "update delivery set lease_owner = ?, lease_epoch = 1 where mail_id = ?", dead, mail);

        CompletableFuture<Void> freed = inBackground(() -> {
            InstanceLease.free(ours, dead);
            ours.commit();
            return null;
        });
        await().until(this::somebodyWaits);
        theirs.commit();
        freed.join();

        assertThat(count("select count(*) from delivery where lease_owner = ?", dead))
                .isZero();
    }

    @Test
    void anAttemptThatIsJustBeingPutOnRecordIsInDoubtToo() throws Exception {
        update(theirs, "update delivery set lease_owner = ?, lease_epoch = 1 where mail_id = ?", dead, mail);
        theirs.commit();
        assertThat(putOnRecord()).isEqualTo(1);

        CompletableFuture<List<DeadInstances.Doubt>> doubts = inBackground(() -> {
            List<DeadInstances.Doubt> found =
                    living.takeOver(ours).orElseThrow().doubts();
            ours.commit();
            return found;
        });
        await().until(this::somebodyWaits);
        theirs.commit();

        assertThat(doubts.join())
                .extracting(doubt -> doubt.delivery().key().mail().value())
                .containsExactly(mail);
    }

    @Test
    void nothingCanBePutOnRecordInTheNameOfOneThatIsJustBeingTakenOver() throws Exception {
        assertThat(living.takeOver(ours)).isPresent();

        CompletableFuture<Integer> rows = inBackground(this::putOnRecord);
        await().until(this::somebodyWaits);
        ours.commit();

        assertThat(rows.join()).isZero();
    }

    @Test
    void nobodyTakesOverFromItself() throws Exception {
        update(ours, "delete from gateway_instance");
        update(
                ours,
                "insert into gateway_instance (id, host, alive_until) values (?, 'h', now() - interval '1 s')",
                living.identity());

        assertThat(living.takeOver(ours)).isEmpty();
    }

    private int putOnRecord() throws SQLException {
        return update(
                theirs,
                "update attempt_journal set mail_ids = array[?::uuid], ordinals = '{0}' where instance = ? and lane = '"
                        + Lane.TRANSACTIONAL.label() + "'",
                mail,
                dead);
    }

    private boolean somebodyWaits() throws SQLException {
        return count(
                        "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")
                > 0;
    }

    private static int update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        }
    }

    private static int count(String sql, Object... parameters) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl, Database.USER, Database.USER);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T run() throws SQLException;
    }

    private static <T> CompletableFuture<T> inBackground(Work<T> work) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return work.run();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
