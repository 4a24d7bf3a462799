package io.posthorn.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.mail.Lane;
import io.posthorn.mail.OnDoubt;
import io.posthorn.store.FreshDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The older of two deliveries cannot be read; the other does not wait for that. */
class UnreadableRowsTest {

    private static final String ADA = "ada@example.org";
    private static final String ROW =
            "select state, sequence, due_at, lease_owner, waits_for from delivery where ordinal = 0";

    private Spool spool;

    @BeforeEach
    void open() throws SQLException {
        spool = Spool.on(FreshDatabase.create());
        spool.accept(Spool.mail(OnDoubt.RESEND, "bob@example.org", ADA));
    }

    @AfterEach
    void close() {
        spool.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"recipient = 'x'", "state = 'of-the-future'"})
    void whatIsDueBehindItIsClaimed(String set) throws SQLException {
        spool.database.run("update delivery set due_at = due_at - interval '1 h', " + set + " where ordinal = 0");

        assertThat(recipients(spool.claim(1))).isEmpty();
        assertThat(recipients(spool.claim(1))).containsExactly(ADA);

        assertThat(spool.database.rows(ROW)).singleElement().asString().endsWith(", 1, null, null, null]");
    }

    @Test
    void whatIsParkedBehindItComesBack() throws SQLException {
        spool.database.run("update delivery set waits_for = 'tenant:shop'");
        spool.database.run("update delivery set recipient = 'x' where ordinal = 0");

        List<Delivery> back = spool.database
                .transactions()
                .once(connection -> ParkedTable.unpark(
                        connection, Lane.TRANSACTIONAL, Map.of("tenant:shop", 2), spool.instance.identity()));

        assertThat(recipients(back)).containsExactly(ADA);
        assertThat(spool.database.rows(ROW)).containsExactly("[accepted, 1, null, null, null]");
    }

    @Test
    void whatIsLateIsToldOfWithoutIt() throws SQLException {
        spool.database.run("update delivery set late_at = now()");
        spool.database.run("update delivery set recipient = 'x' where ordinal = 0");

        List<LateDeliveries.Late> late =
                spool.database.transactions().once(connection -> new LateDeliveries().mark(connection, 2));

        assertThat(recipients(late.stream().map(LateDeliveries.Late::delivery).toList()))
                .containsExactly(ADA);
        assertThat(spool.database.rows(ROW)).containsExactly("[accepted, 1, null, null, null]");
    }

    private static List<String> recipients(List<Delivery> deliveries) {
        return deliveries.stream().map(delivery -> delivery.recipient().value()).toList();
    }
}
