package io.posthorn.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import io.posthorn.store.FreshDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transactions that end in another order than they began. */
class TrailReaderTest {

    private static final TrailPosition BEGINNING = new TrailPosition("0", new UUID(0, 0));
    private static final int ALL = 1000;

    private static FreshDatabase database;

    @BeforeAll
    static void open() {
        database = FreshDatabase.create();
    }

    @BeforeEach
    void empty() {
        database.run("truncate audit_event, mail");
    }

    @Test
    void nothingIsReadThatAnOlderTransactionMayStillPrecede() throws SQLException {
        try (Connection late = begin();
                Connection early = begin()) {
            UUID first = append(late);
            UUID second = append(early);
            early.commit();

            assertThat(read(BEGINNING)).isEmpty();

            late.commit();
            awaitEvents(BEGINNING, first, second);
        }
    }

    @Test
    void aReaderThatFollowsAlongMissesNothingHoweverTransactionsInterleave() throws SQLException {
        List<UUID> written = new ArrayList<>();
        List<UUID> seen = new ArrayList<>();
        TrailPosition position = BEGINNING;
        List<Connection> open = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Connection connection = begin();
            open.add(connection);
            written.add(append(connection));
            if (i % 3 == 2) {
                // The youngest ends first, and the oldest of three last.
                end(open.remove(open.size() - 1));
            }
            if (i % 5 == 4) {
                end(open.remove(0));
            }
            position = follow(position, seen);
        }
        for (Connection connection : open) {
            end(connection);
            position = follow(position, seen);
        }
        TrailPosition last = position;
        List<UUID> rest = new ArrayList<>();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            rest.clear();
            follow(last, rest);
            return seen.size() + rest.size() == written.size();
        });
        seen.addAll(rest);

        assertThat(seen).containsExactlyElementsOf(written);
    }

    @Test
    void whatWasRolledBackNeverHappened() throws SQLException {
        try (Connection connection = begin()) {
            append(connection);
            connection.rollback();
            UUID kept = append(connection);
            connection.commit();

            awaitEvents(BEGINNING, kept);
        }
    }

    @Test
    void aBatchEndsWithinATransactionAndTheNextGoesOnThere() throws SQLException {
        List<UUID> written = new ArrayList<>();
        try (Connection connection = begin()) {
            for (int i = 0; i < 5; i++) {
                written.add(append(connection));
            }
            connection.commit();
        }
        awaitEvents(BEGINNING, written.toArray(UUID[]::new));

        List<TrailEvent> first = read(BEGINNING, 2);
        List<TrailEvent> rest = read(first.get(1).position(), ALL);

        assertThat(ids(first)).containsExactlyElementsOf(written.subList(0, 2));
        assertThat(ids(rest)).containsExactlyElementsOf(written.subList(2, 5));
    }

    private static Connection begin() throws SQLException {
        Connection connection = database.connect();
        connection.setAutoCommit(false);
        return connection;
    }

    private static void end(Connection connection) throws SQLException {
        connection.commit();
        connection.close();
    }

    private static UUID append(Connection connection) throws SQLException {
        UUID id = UuidCreator.getTimeOrderedEpochPlus1();
        try (PreparedStatement insert =
                connection.prepareStatement("insert into audit_event (id, type) values (?, 'mail.accepted')")) {
            insert.setObject(1, id);
            insert.executeUpdate();
        }
        return id;
    }

    private static TrailPosition follow(TrailPosition position, List<UUID> seen) throws SQLException {
        List<TrailEvent> events = read(position);
        seen.addAll(ids(events));
        return events.isEmpty() ? position : events.get(events.size() - 1).position();
    }

    private static List<TrailEvent> read(TrailPosition position) throws SQLException {
        return read(position, ALL);
    }

    private static List<TrailEvent> read(TrailPosition position, int most) throws SQLException {
        try (Connection connection = database.connect()) {
            return TrailReader.after(connection, position, most);
        }
    }

    /** Soon: transactions of others on this server are waited for too. */
    private static void awaitEvents(TrailPosition after, UUID... expected) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(ids(read(after))).containsExactly(expected));
    }

    private static List<UUID> ids(List<TrailEvent> events) {
        return events.stream().map(event -> event.position().event()).toList();
    }
}
