package io.posthorn.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.store.FreshDatabase;
import io.posthorn.store.SessionName;
import io.posthorn.store.Transactions;
import io.posthorn.testing.Settings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PeersTest {

    private static final FreshDatabase STORE = FreshDatabase.create();

    private final Transactions transactions = STORE.transactions();
    private final QueueConfig config = Settings.read(QueueConfig.class);
    private final InstanceLease one = new InstanceLease(transactions, null, null, new SessionName(), config, "one");
    private final InstanceLease two = new InstanceLease(transactions, null, null, new SessionName(), config, "two");
    private final Peers ofOne = new Peers(transactions, one, config);
    private final Peers ofTwo = new Peers(transactions, two, config);

    @BeforeEach
    void nobodyIsThere() throws SQLException {
        execute("delete from gateway_instance");
    }

    @Test
    void whoIsAloneHasEverythingAtOnce() throws SQLException {
        alive(one.identity(), "0 s", "10 s");
        ofOne.refresh();
        assertThat(ofOne.roster().share("k", 9)).isEqualTo(9);
    }

    @Test
    void theOthersMakeRoomForANewOneBeforeItTakesItsPart() throws SQLException {
        alive(one.identity(), "1 minute", "10 s");
        alive(two.identity(), "3 s", "10 s");
        refresh();
        assertThat(ofOne.roster().share("k", 10)).isEqualTo(5);
        assertThat(ofTwo.roster().share("k", 10)).isZero();

        execute("update gateway_instance set started_at = now() - interval '5 s' where id = '" + two.identity() + "'");
        refresh();

        assertThat(ofTwo.roster().share("k", 10)).isEqualTo(5);
    }

    @Test
    void thePartOfOneThatDiedGoesToTheOthers() throws SQLException {
        alive(one.identity(), "1 minute", "10 s");
        alive(two.identity(), "1 minute", "-1 s");
        refresh();
        assertThat(ofOne.roster().share("k", 10)).isEqualTo(10);
        assertThat(ofTwo.roster().share("k", 10)).isZero();
    }

    @Test
    void beforeTheFirstLookNobodyHasAnything() {
        assertThat(ofOne.roster()).isSameAs(Roster.NONE);
    }

    private void refresh() throws SQLException {
        ofOne.refresh();
        ofTwo.refresh();
    }

    private static void alive(UUID id, String age, String remaining) throws SQLException {
        execute("insert into gateway_instance (id, host, started_at, alive_until) values ('" + id
                + "', 'h', now() - interval '" + age + "', now() + interval '" + remaining + "')");
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = STORE.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }
}
