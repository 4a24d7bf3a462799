package io.posthorn.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.testing.Database;
import io.posthorn.testing.SharedServers;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What an older version wrote, after an update. */
class OldRowsTest {

    private final PGSimpleDataSource source = new PGSimpleDataSource();
    private final FreshDatabase database = FreshDatabase.over(source);

    OldRowsTest() {
        source.setUrl(SharedServers.database()
                .newDatabase("old_" + UUID.randomUUID().toString().substring(0, 8)));
        source.setUser(Database.USER);
    }

    @Test
    void mailThatWasAcceptedForLaterIsNotSentBefore() {
        migrate("13");
        delivery(0, "accepted", "now() + interval '3 days'", "null", "null");
        delivery(1, "accepted", "now() - interval '1 min'", "null", "null");
        delivery(2, "accepted", "now() + interval '2 days'", "'tenant:shop'", "null");
        delivery(3, "deferred", "now() + interval '1 h'", "null", "null");
        delivery(4, "accepted", "now() + interval '1 h'", "null", "now() + interval '30 min'");

        migrate("14");

        assertThat(database.rows("select ordinal, not_before = due_at from delivery order by ordinal"))
                .containsExactly("[0, t]", "[1, null]", "[2, null]", "[3, null]", "[4, f]");
    }

    private void migrate(String version) {
        Flyway.configure().dataSource(source).target(version).load().migrate();
    }

    private void delivery(int ordinal, String state, String dueAt, String waitsFor, String notBefore) {
        database.run(
                "insert into delivery (mail_id, ordinal, lane, recipient, state, sequence, attempt, weight, due_at,"
                        + " expires_at, waits_for, not_before) values (?, ?, 'bulk', 'ada@example.org', ?, 1, 0, 100, "
                        + dueAt + ", now() + interval '4 days', " + waitsFor + ", " + notBefore + ")",
                new UUID(0, 1),
                ordinal,
                state);
    }
}
