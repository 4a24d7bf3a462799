package io.posthorn.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.posthorn.mail.DeliveryState;
import io.posthorn.mail.Lane;
import io.posthorn.mail.MailId;
import io.posthorn.store.FreshDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ParkedTableTest {

    private static final FreshDatabase STORE = FreshDatabase.create();
    private static final UUID OWNER = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);

    private Connection connection;

    @BeforeEach
    void begin() throws SQLException {
        connection = STORE.connect();
        connection.setAutoCommit(false);
    }

    @AfterEach
    void end() throws SQLException {
        connection.rollback();
        connection.close();
    }

    @Test
    void whatIsParkedIsNotClaimedUntilItIsAskedForByItsKey() throws SQLException {
        due("ada@a.example");
        due("bob@b.example");
        Delivery ada = claim().get(0);
        ParkedTable.park(connection, Map.of(ada, "destination:a.example"));

        assertThat(claim()).isEmpty();
        assertThat(ParkedTable.keys(connection, Lane.TRANSACTIONAL, "", 10)).containsExactly("destination:a.example");
        List<Delivery> back = unpark(Map.of("destination:a.example", 10));

        assertThat(back).extracting(Delivery::key).containsExactly(ada.key());
        assertThat(back.get(0).lease()).isEqualTo(new Lease(OTHER, 2));
        assertThat(ParkedTable.keys(connection, Lane.TRANSACTIONAL, "", 10)).isEmpty();
    }

    @Test
    void onlyWhoHasTheLeaseParks() throws SQLException {
        due("ada@a.example");
        Delivery ada = claim().get(0);
        Delivery stale = new Delivery(
                ada.key(),
                ada.lane(),
                ada.recipient(),
                ada.state(),
                ada.sequence(),
                ada.attempt(),
                ada.weight(),
                ada.expiresAt(),
                new Lease(OWNER, ada.lease().epoch() - 1));

        ParkedTable.park(connection, Map.of(stale, "destination:a.example"));

        assertThat(ParkedTable.keys(connection, Lane.TRANSACTIONAL, "", 10)).isEmpty();
        assertThat(text("select lease_owner::text from delivery")).isEqualTo(OWNER.toString());
    }

    @Test
    void ofEachKeyComesNoMoreThanIsWantedAndTheFirstAcceptedFirst() throws SQLException {
        for (int i = 0; i < 5; i++) {
            parked("a" + i + "@a.example", "destination:a.example");
            parked("b" + i + "@b.example", "destination:b.example");
        }

        List<Delivery> back = unpark(Map.of("destination:a.example", 2, "destination:b.example", 1, "nothing", 5));

        assertThat(back)
                .extracting(delivery -> delivery.recipient().value())
                .containsExactlyInAnyOrder("a0@a.example", "a1@a.example", "b0@b.example");
        assertThat(unpark(Map.of("destination:a.example", 10))).hasSize(3);
    }

    @Test
    void whatComesBackIsDueAtOnceIfItIsNotAttemptedAfterAll() throws SQLException {
        due("ada@a.example");
        ParkedTable.park(connection, Map.of(claim().get(0), "tenant:shop"));
        new MailQueue().release(connection, unpark(Map.of("tenant:shop", 1)));

        assertThat(claim()).hasSize(1);
    }

    @Test
    void whatAnOperatorDecidesAboutNoLongerWaitsForItsTurn() throws SQLException {
        parked("ada@a.example", "destination:a.example");
        MailId mail = MailId.parse(text("select mail_id::text from delivery"));
        Standing standing = new Standings()
                .lock(connection, new Standings.Selection(List.of(mail), null, null))
                .get(0);

        new MailQueue().intervene(connection, List.of(new Intervention(standing, DeliveryState.CANCELLED, false)));

        assertThat(text("select coalesce(waits_for, 'nothing') from delivery")).isEqualTo("nothing");
    }

    @Test
    void whatIsParkedWaitsForItsTurnAndNotForAnotherAttempt() throws SQLException {
        parked("ada@a.example", "destination:a.example");
        MailId mail = MailId.parse(text("select mail_id::text from delivery"));

        assertThat(new Standings().look(connection, new Standings.Selection(List.of(mail), null, null)))
                .extracting(Standing::waitsFor)
                .containsExactly(Standing.Wait.TURN);
    }

    @Test
    void keysAreFoundOfOneLaneAndNoMoreThanAskedFor() throws SQLException {
        for (int i = 0; i < 20; i++) {
            parked("a@a" + i % 7 + ".example", "destination:a" + i % 7 + ".example");
        }
        assertThat(ParkedTable.keys(connection, Lane.TRANSACTIONAL, "", 100)).hasSize(7);
        assertThat(ParkedTable.keys(connection, Lane.TRANSACTIONAL, "destination:a2.example", 3))
                .containsExactly("destination:a3.example", "destination:a4.example", "destination:a5.example");
        assertThat(ParkedTable.keys(connection, Lane.BULK, "", 100)).isEmpty();
    }

    @Test
    void whatIsHeldStaysWhereItIs() throws SQLException {
        parked("ada@a.example", "tenant:shop");
        execute("update delivery set due_at = null");
        assertThat(ParkedTable.keys(connection, Lane.TRANSACTIONAL, "", 100)).isEmpty();
        assertThat(unpark(Map.of("tenant:shop", 1))).isEmpty();
    }

    @Test
    void whatExpiresWhileItIsParkedIsDueThen() throws SQLException {
        due("ada@a.example");
        execute("update delivery set expires_at = now() + interval '1 hour'");
        ParkedTable.park(connection, Map.of(claim().get(0), "tenant:shop"));
        assertThat(claim()).isEmpty();
        execute("update delivery set due_at = due_at - interval '1 hour'");

        assertThat(claim()).hasSize(1);
        assertThat(text("select waits_for from delivery")).isNull();
    }

    @Test
    void whatIsLateStaysUntilThatIsTold() throws SQLException {
        parked("ada@a.example", "tenant:shop");
        execute("update delivery set late_at = now()");
        assertThat(unpark(Map.of("tenant:shop", 1))).isEmpty();

        assertThat(new LateDeliveries().mark(connection, 10)).hasSize(1);

        assertThat(unpark(Map.of("tenant:shop", 1))).hasSize(1);
    }

    private List<Delivery> claim() throws SQLException {
        return DueTable.claim(connection, Lane.TRANSACTIONAL, DuePosition.START, 10, OWNER)
                .deliveries();
    }

    private List<Delivery> unpark(Map<String, Integer> wanted) throws SQLException {
        return ParkedTable.unpark(connection, Lane.TRANSACTIONAL, new HashMap<>(wanted), OTHER);
    }

    private void due(String recipient) throws SQLException {
        parked(recipient, null);
    }

    private void parked(String recipient, String key) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into delivery (mail_id, ordinal, lane, recipient, state, sequence, attempt, weight, due_at,"
                        + " expires_at, waits_for) values (?, 0, 'transactional', ?, 'accepted', 1, 0, 100, now(),"
                        + " now() + interval '2 days', ?)")) {
            insert.setObject(1, new MailId(UuidCreator.getTimeOrderedEpochPlus1()).value());
            insert.setString(2, recipient);
            insert.setString(3, key);
            insert.executeUpdate();
        }
    }

    private void execute(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    private String text(String sql) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }
}
