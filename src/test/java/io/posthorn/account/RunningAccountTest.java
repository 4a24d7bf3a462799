package io.posthorn.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.testing.World;
import io.posthorn.testing.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lays hands on tables that the gateway filled, and sees the metric tell. */
@QuarkusTest
@WithTestResource(WorldResource.class)
@TestProfile(EverySecond.class)
class RunningAccountTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final World world = World.current();
    private final Tables tables = new Tables(world);
    private History history;

    @Inject
    MeterRegistry meters;

    @BeforeEach
    void everythingHasHappened() throws Exception {
        history = History.of(world);
    }

    @Test
    void theMetricIsNoughtAndCountsWhatIsMissingUntilItIsThere() throws Exception {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(gauge()).isZero());
        String event = "insert into audit_event (id, type, source_topic, source_partition, source_offset)"
                + " values (gen_random_uuid(), '%s', 'ghost', 0, %d)";
        tables.run(
                event.formatted("intake.begun", 0),
                event.formatted("mail.rejected", 0),
                event.formatted("mail.rejected", 3),
                "insert into intake_offset (topic, partition, topic_id, next_offset) values"
                        + " ('ghost', 0, gen_random_uuid(), 5)");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(gauge()).isEqualTo(3));

        tables.run(
                event.formatted("mail.rejected", 1),
                event.formatted("mail.rejected", 2),
                event.formatted("mail.rejected", 4));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(gauge()).isZero());
    }

    @Test
    void theMetricCountsADeliveryThatIsStrandedUntilItIsMended() throws Exception {
        String where = " where mail_id = '" + history.mail("deferred") + "'";
        tables.run("update delivery set expires_at = due_at, due_at = null" + where);
        try {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(gauge()).isEqualTo(1));
        } finally {
            tables.run("update delivery set due_at = expires_at, expires_at = expires_at + interval '2 days'" + where);
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(gauge()).isZero());
    }

    @Test
    void theMetricForgetsAStateThatWasMendedWhenEverythingIsLookedAtAgain() throws Exception {
        String where = " where mail_id = '" + history.mail("cancelled") + "'";
        String event = "insert into audit_event (id, type, mail_id, ordinal, recipient, sequence) values"
                + " (gen_random_uuid(), 'delivery.failed', '%s', 0, 'ada@example.org', 4)"
                        .formatted(history.mail("cancelled"));
        tables.run(event);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(gauge()).isEqualTo(1));

        tables.run("delete from audit_event" + where + " and sequence = 4");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(gauge()).isZero());
    }

    @Test
    void theMetricCountsAnOldMailThatSomebodyDeletesAsItLooksBack() throws Exception {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(gauge()).isZero());
        String mail = " from mail where id = '" + history.mail("relayed") + "'";
        tables.run("create table kept as select *" + mail, "delete" + mail);
        try {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(gauge()).isPositive());
        } finally {
            tables.run("insert into mail select * from kept", "drop table kept");
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(gauge()).isZero());
    }

    private double gauge() {
        return meters.get("posthorn.unaccounted.requests").gauge().value();
    }
}
