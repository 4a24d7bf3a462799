package io.posthorn.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.store.FreshDatabase;
import io.posthorn.store.SessionName;
import io.posthorn.store.Transactions;
import io.posthorn.testing.Settings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PeersTest {

    private static final FreshDatabase STORE = FreshDatabase.create();

    private final Transactions transactions = STORE.transactions();
    private final QueueConfig config = Settings.read(QueueConfig.class);
    private final InstanceLease one = new InstanceLease(transactions, null, null, new SessionName(), config, "one");
    private final InstanceLease two = new InstanceLease(transactions, null, null, new SessionName(), config, "two");
    private final Peers ofOne = new Peers(transactions, one, config, this::nanoTime);
    private final Peers ofTwo = new Peers(transactions, two, config, this::nanoTime);
    private Duration time = Duration.ZERO;

    @BeforeEach
    void nobodyIsThere() throws SQLException {
        execute("delete from gateway_instance");
    }

    @Test
    void whoIsAloneHasEverythingAtOnce() throws SQLException {
        alive(one, "1 hour");
        ofOne.refresh();
        assertThat(ofOne.roster().share("k", 9)).isEqualTo(9);
    }

    @Test
    void theOthersMakeRoomForANewOneBeforeItTakesItsPart() throws SQLException {
        alive(one, "1 hour");
        ofOne.refresh();
        alive(two, "1 hour");
        refresh();
        assertThat(shares()).containsExactly(5, 0);

        List<List<Integer>> seen = goOn(10, this::refresh);

        assertThat(seen).startsWith(List.of(5, 0)).endsWith(List.of(5, 5));
    }

    @Test
    void aNewOneDoesNotTakeWhatIsStillHadByOneThatHasNotSeenIt() throws SQLException {
        alive(one, "1 hour");
        ofOne.refresh();
        alive(two, "1 hour");
        ofTwo.refresh();

        List<List<Integer>> seen = goOn(10, ofTwo::refresh);
        assertThat(seen).startsWith(List.of(10, 0)).contains(List.of(0, 0)).endsWith(List.of(0, 5));

        refresh();
        assertThat(shares()).containsExactly(5, 5);
    }

    @Test
    void twoThatAppearAtOnceShareFromTheSameTimeOn() throws SQLException {
        alive(one, "1 hour");
        alive(two, "1 hour");
        refresh();

        assertThat(goOn(10, this::refresh)).startsWith(List.of(0, 0)).endsWith(List.of(5, 5));
    }

    @Test
    void thePartOfOneThatDiedGoesToTheOthers() throws SQLException {
        alive(one, "1 hour");
        alive(two, "-1 s");
        refresh();
        assertThat(shares()).containsExactly(10, 0);
    }

    @Test
    void whoIsNotSureToBeAliveAnyMoreHasNothingBeforeItsPartGoesToTheOthers() throws SQLException {
        alive(one, "4 s");
        ofOne.refresh();
        assertThat(ofOne.roster().share("k", 10)).isEqualTo(10);

        time = time.plusSeconds(4);
        assertThat(ofOne.roster()).isSameAs(Roster.NONE);
    }

    @Test
    void whoWasTakenForDeadWaitsLikeANewOne() throws SQLException {
        alive(one, "1 hour");
        alive(two, "1 hour");
        refresh();
        goOn(10, this::refresh);
        lives(two, "-1 s");
        ofOne.refresh();
        assertThat(ofOne.roster().share("k", 10)).isEqualTo(10);
        time = time.plusHours(2);
        ofOne.refresh();

        lives(two, "1 hour");
        List<List<Integer>> seen = goOn(10, ofTwo::refresh);

        assertThat(seen).startsWith(List.of(10, 0)).endsWith(List.of(0, 5));
    }

    @Test
    void beforeTheFirstLookNobodyHasAnything() {
        assertThat(ofOne.roster()).isSameAs(Roster.NONE);
    }

    @FunctionalInterface
    private interface Looking {
        void look() throws SQLException;
    }

    /** Has somebody look once a period, and tells what one and two had in between. */
    private List<List<Integer>> goOn(int periods, Looking looking) throws SQLException {
        List<List<Integer>> seen = new ArrayList<>();
        for (int period = 0; period < periods; period++) {
            for (int part = 0; part < 12; part++) {
                time = time.plus(ofOne.period().dividedBy(12));
                seen.add(shares());
            }
            looking.look();
            seen.add(shares());
        }
        assertThat(seen)
                .allSatisfy(shares -> assertThat(shares.get(0) + shares.get(1)).isLessThanOrEqualTo(10));
        return seen;
    }

    private List<Integer> shares() {
        return List.of(ofOne.roster().share("k", 10), ofTwo.roster().share("k", 10));
    }

    private long nanoTime() {
        return time.toNanos();
    }

    private void refresh() throws SQLException {
        ofOne.refresh();
        ofTwo.refresh();
    }

    private static void alive(InstanceLease instance, String remaining) throws SQLException {
        execute("insert into gateway_instance (id, host, alive_until) values ('" + instance.identity()
                + "', 'h', now() + interval '" + remaining + "')");
    }

    private static void lives(InstanceLease instance, String remaining) throws SQLException {
        execute("update gateway_instance set alive_until = now() + interval '" + remaining + "' where id = '"
                + instance.identity() + "'");
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = STORE.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }
}
