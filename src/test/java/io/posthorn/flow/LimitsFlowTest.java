package io.posthorn.flow;

import static io.posthorn.testing.Correspondent.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.posthorn.smtp.SmtpPhase;
import io.posthorn.testing.Correspondent;
import io.posthorn.testing.Database;
import io.posthorn.testing.World;
import io.posthorn.testing.WorldResource;
import io.posthorn.testing.smtp.SmtpScript;
import io.posthorn.testing.smtp.SmtpScript.Action;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What one destination does does not trouble the others, and none is given more than it may have. */
@QuarkusTest
@WithTestResource(WorldResource.class)
@TestProfile(LimitsFlowTest.SmallRoom.class)
class LimitsFlowTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SLOTS = 14;

    private static Correspondent shop;

    private final World world = World.current();
    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private final CountDownLatch held = new CountDownLatch(1);

    /** Few deliveries fit into memory, and the slow are known soon. */
    public static final class SmallRoom implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "posthorn.queue.room", "40",
                    "posthorn.queue.poll-interval", "100ms",
                    "posthorn.delivery.slow-after", "200ms",
                    "posthorn.retry.pauses", "1s",
                    "posthorn.limits.slowdown.pause", "2s",
                    "posthorn.limits.slowdown.longest-pause", "2s",
                    "posthorn.limits.destinations.small.domains", "small.example,tiny.example",
                    "posthorn.limits.destinations.small.concurrency", "2");
        }
    }

    @BeforeAll
    static void open() {
        shop = Correspondent.in(World.current());
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @AfterEach
    void goodServerAgain() {
        held.countDown();
        world.sink().reply(SmtpScript.ACCEPT);
    }

    @Test
    void aTarpittedDestinationHoldsUpNobodyElse() {
        world.sink().reply(at(SmtpPhase.RCPT, "tarpit.example", Action.stall(held)));
        publish(300, i -> i % 10 == 0 ? "tarpit.example" : "d" + i % 10 + ".example");

        await().atMost(PATIENCE).until(() -> arrived("") == 270);

        assertThat(arrived("tarpit.example")).isZero();
        held.countDown();
        await().atMost(PATIENCE).until(() -> arrived("") == 300);
    }

    @Test
    void aTarpittedDestinationThatComesInABurstHoldsUpNobodyElse() {
        world.sink().reply(at(SmtpPhase.RCPT, "tarpit.example", Action.stall(held)));
        publish(300, i -> i < 60 ? "tarpit.example" : "d" + i % 10 + ".example");

        await().atMost(PATIENCE).until(() -> arrived("") == 240);

        assertThat(arrived("tarpit.example")).isZero();
        held.countDown();
        await().atMost(PATIENCE).until(() -> arrived("") == 300);
    }

    @Test
    void aDestinationWithABacklogLargerThanTheRoomLeavesRoomForOthers() throws SQLException {
        world.sink().reply(at(SmtpPhase.DATA, "small.example", Action.stall(held)));
        publish(200, i -> "small.example");
        await().atMost(PATIENCE).until(() -> parked("destinations:small") > 0);

        publish(100, i -> "d" + i + ".example");

        await().atMost(PATIENCE).until(() -> arrived("") == 100);
        assertThat(arrived("small.example")).isZero();
        assertThat(onRecord("small.example"))
                .as("attempts that would be in doubt")
                .isLessThanOrEqualTo(2);
        held.countDown();
        await().atMost(PATIENCE).until(() -> arrived("small.example") == 200);
        assertThat(parked("destinations:small")).isZero();
    }

    @Test
    void domainsOfOneGroupHaveItsLimitTogether() {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        world.sink().reply((phase, sender, recipient) -> {
            if (phase == SmtpPhase.RCPT) {
                most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                return Action.delay(Duration.ofMillis(5));
            }
            if (phase == SmtpPhase.DOT) {
                underWay.decrementAndGet();
            }
            return Action.proceed();
        });

        publish(60, i -> i % 2 == 0 ? "small.example" : "tiny.example");

        await().atMost(PATIENCE).until(() -> arrived("") == 60);
        assertThat(most.get()).isEqualTo(2);
    }

    @Test
    void aDestinationThatAsksToGoSlowerIsNotAskedWithEachMail() {
        AtomicInteger asked = new AtomicInteger();
        world.sink().reply((phase, sender, recipient) -> {
            if (phase == SmtpPhase.RCPT && recipient.endsWith("@busy.example")) {
                asked.incrementAndGet();
                return Action.reply(451, "4.7.1 too fast");
            }
            return Action.proceed();
        });
        publish(200, i -> i < 100 ? "busy.example" : "d.example");

        await().atMost(PATIENCE).until(() -> arrived("d.example") == 100);

        // As many as had begun when the first was answered; then half as many after each pause, however long this took.
        assertThat(asked.get()).as("of 100 mails").isBetween(1, 60);
        world.sink().reply(SmtpScript.ACCEPT);
        await().atMost(PATIENCE).until(() -> arrived("busy.example") == 100);
    }

    @Test
    void oneThatAsksToGoSlowerAndOneThatStallsHoldUpNobodyElseAndGetTheirMailLater() {
        AtomicInteger asked = new AtomicInteger();
        world.sink().reply((phase, sender, recipient) -> {
            if (phase == SmtpPhase.RCPT && recipient.endsWith("@busy.example") && asked.incrementAndGet() <= 3) {
                return Action.reply(421, "4.3.2 too busy, come back later");
            }
            return phase == SmtpPhase.DATA && recipient.endsWith("@tarpit.example")
                    ? Action.stall(held)
                    : Action.proceed();
        });
        publish(300, i -> i % 10 == 0 ? "tarpit.example" : i % 10 == 1 ? "busy.example" : "d" + i % 10 + ".example");

        await().atMost(PATIENCE).until(() -> arrived("") - arrived("busy.example") == 240);
        await().atMost(PATIENCE).until(() -> arrived("busy.example") == 30);
        assertThat(arrived("tarpit.example")).isZero();
        assertThat(world.sink().open()).as("those that stall").isLessThanOrEqualTo(2 * SLOTS + 2);

        held.countDown();
        await().atMost(PATIENCE).until(() -> arrived("") == 300);
    }

    private interface Domain {
        String of(int mail);
    }

    private void publish(int mails, Domain domain) {
        shop.publish(
                world.topics().transactional(),
                IntStream.range(0, mails)
                        .mapToObj(
                                i -> request("limit-" + id + "-" + domain.of(i) + i, id + i + "@" + domain.of(i), "")));
    }

    private static SmtpScript at(SmtpPhase when, String domain, Action action) {
        return (phase, sender, recipient) ->
                phase == when && recipient.endsWith("@" + domain) ? action : Action.proceed();
    }

    /** Mails of this test that arrived for that domain, or for any. */
    private long arrived(String domain) {
        return world.sink().mails().stream()
                .map(mail -> mail.recipients().get(0))
                .filter(recipient -> recipient.startsWith(id) && recipient.endsWith(domain))
                .count();
    }

    /** Attempts for that domain that are in the journal and have no outcome. */
    private int onRecord(String domain) throws SQLException {
        return count(
                "select count(*) from attempt_journal j, unnest(j.mail_ids, j.ordinals) as key (mail_id, ordinal)"
                        + " join delivery d using (mail_id, ordinal)"
                        + " where d.lease_owner = j.instance and d.recipient like '%@' || ?",
                domain);
    }

    private int parked(String key) throws SQLException {
        return count("select count(*) from delivery where waits_for = ?", key);
    }

    private int count(String sql, String parameter) throws SQLException {
        try (Connection connection = DriverManager.getConnection(world.jdbcUrl(), Database.USER, Database.USER);
                PreparedStatement count = connection.prepareStatement(sql)) {
            count.setString(1, parameter);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }
}
