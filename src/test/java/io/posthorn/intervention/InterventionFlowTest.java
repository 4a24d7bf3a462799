package io.posthorn.intervention;

import static io.posthorn.intervention.Scene.PATIENCE;
import static io.posthorn.intervention.Scene.act;
import static io.posthorn.intervention.Scene.awaitState;
import static io.posthorn.intervention.Scene.mailNow;
import static io.posthorn.intervention.Scene.someone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.posthorn.mail.Timestamps;
import io.posthorn.smtp.SmtpPhase;
import io.posthorn.testing.Contract;
import io.posthorn.testing.Database;
import io.posthorn.testing.World;
import io.posthorn.testing.WorldResource;
import io.posthorn.testing.smtp.ReceivedMail;
import io.posthorn.testing.smtp.SmtpScript;
import io.posthorn.testing.smtp.SmtpScript.Action;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Operators at work while mail flows. */
@QuarkusTest
@WithTestResource(WorldResource.class)
@TestProfile(OneAtATime.class)
class InterventionFlowTest {

    private final Instant later = Instant.now().plus(Duration.ofDays(30)).truncatedTo(ChronoUnit.MILLIS);

    private final World world = World.current();
    private final Scene scene = new Scene();
    private final String ada = someone();

    @AfterEach
    void theServerIsWellAgain() {
        world.sink().reply(SmtpScript.ACCEPT);
        scene.close();
    }

    @Test
    void whatIsCancelledIsNeverSentAndSaysWhoAndWhy() {
        refuseForNow();
        String id = scene.mail(ada);
        awaitState(id, "deferred");
        world.sink().reply(SmtpScript.ACCEPT);

        act(id, "cancel")
                .statusCode(200)
                .body("deliveries[0].result", equalTo("changed"))
                .body("deliveries[0].state", equalTo("cancelled"));

        JsonNode result = scene.result(id, "delivery.cancelled");
        assertThat(Contract.RESULT.faults(result)).isEmpty();
        assertThat(result.get("actor").textValue()).isEqualTo("grace@shop.example.com");
        assertThat(result.get("reason").textValue()).isEqualTo("wrong price");
        assertThat(result.get("sequence").intValue()).isEqualTo(3);
        JsonPath mail = mailNow(id);
        assertThat(mail.getString("timeline[-1].actor")).isEqualTo("grace@shop.example.com");
        assertThat(mail.getString("deliveries[0].nextAttemptAt")).isNull();
        act(id, "cancel").statusCode(200).body("deliveries[0].result", equalTo("unchanged"));
        act(id, "retry").statusCode(409).body("code", equalTo("ended"));
        assertThat(mailNow(id).getList("timeline")).hasSameSizeAs(mail.getList("timeline"));
        assertThat(scene.received(ada)).isEmpty();
    }

    @Test
    void whatIsHeldIsSentWhenItIsReleased() {
        refuseForNow();
        String id = scene.mail(ada);
        awaitState(id, "deferred");

        act(id, "hold").statusCode(200).body("deliveries[0].state", equalTo("held"));
        act(id, "hold").statusCode(200).body("deliveries[0].result", equalTo("unchanged"));
        act(id, "retry").statusCode(409).body("code", equalTo("on-hold"));
        world.sink().reply(SmtpScript.ACCEPT);
        act(id, "release").statusCode(200).body("deliveries[0].state", equalTo("released"));

        awaitState(id, "relayed");
        assertThat(mailNow(id).getList("timeline.type", String.class))
                .containsExactly(
                        "mail.accepted", "delivery.deferred", "delivery.held", "delivery.released", "delivery.relayed");
        assertThat(mailNow(id).getList("timeline.sequence", Integer.class)).containsExactly(1, 2, 3, 4, 5);
        assertThat(Contract.RESULT.faults(scene.result(id, "delivery.released")))
                .isEmpty();
    }

    @Test
    void whatIsReleasedStillWaitsForTheTimeThatItsMailNames() {
        String id = scene.mail(List.of(ada), ", \"sendAt\": \"" + later + "\"");
        act(id, "retry").statusCode(409).body("code", equalTo("scheduled"));
        act(id, "hold").statusCode(200);

        act(id, "release").statusCode(200);

        assertThat(mailNow(id).getString("deliveries[0].nextAttemptAt")).isEqualTo(Timestamps.format(later));
        act(id, "cancel").statusCode(200);
    }

    @Test
    void aRetryDoesNotWaitForItsTime() {
        refuseForNow();
        String id = scene.mail(ada);
        awaitState(id, "deferred");
        world.sink().reply(SmtpScript.ACCEPT);

        act(id, "retry").statusCode(200).body("deliveries[0].result", equalTo("changed"));

        awaitState(id, "relayed");
        assertThat(scene.received(ada)).hasSize(1);
    }

    @Test
    void whatIsInDoubtOnHoldIsSentAgainByAReleaseAndGivenUpByACancel() {
        world.sink().reply(SmtpScript.at(SmtpPhase.DOT, Action.takeAndClose()));
        String grace = someone();
        String toAda = scene.mail(List.of(ada), ", \"onDoubt\": \"hold\"");
        awaitState(toAda, "in-doubt");
        String toGrace = scene.mail(List.of(grace), ", \"onDoubt\": \"hold\"");
        awaitState(toGrace, "in-doubt");
        world.sink().reply(SmtpScript.ACCEPT);

        act(toAda, "release").statusCode(200);
        act(toGrace, "cancel").statusCode(200);

        awaitState(toAda, "relayed");
        awaitState(toGrace, "cancelled");
        assertThat(scene.received(ada)).hasSize(2);
        assertThat(scene.received(ada))
                .extracting(ReceivedMail::raw)
                .containsOnly(scene.received(ada).get(0).raw());
        assertThat(scene.received(grace)).hasSize(1);
    }

    @Test
    void anAttemptUnderWayDecidesAndWhatWaitsInMemoryIsCancelledBeforeIt() throws Exception {
        CountDownLatch silence = new CountDownLatch(1);
        world.sink().reply(SmtpScript.at(SmtpPhase.RCPT, Action.stall(silence)));
        String underWay = scene.mail(ada);
        String carol = someone();
        String inMemory = scene.mail(carol);
        String after = scene.mail(someone());
        await().atMost(PATIENCE).until(() -> leased(underWay, inMemory, after) == 3);
        await().atMost(PATIENCE).until(() -> isOnRecord(underWay));

        act(underWay, "cancel").statusCode(409).body("code", equalTo("under-way"));
        // It may have been promised a slot, until the destination turned slow.
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> act(inMemory, "cancel").statusCode(200).body("deliveries[0].result", equalTo("changed")));
        silence.countDown();

        awaitState(after, "relayed");
        awaitState(underWay, "relayed");
        awaitState(inMemory, "cancelled");
        assertThat(scene.received(carol)).isEmpty();
        assertThat(scene.received(ada)).hasSize(1);
        act(underWay, "cancel").statusCode(409).body("code", equalTo("ended"));
    }

    @Test
    void aCancelThatRacesWithTheAttemptEndsInOneTruth() {
        List<String> recipients = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        CountDownLatch silence = new CountDownLatch(1);
        world.sink().reply(SmtpScript.at(SmtpPhase.RCPT, Action.stall(silence)));
        for (int i = 0; i < 16; i++) {
            recipients.add(someone());
            ids.add(scene.mail(recipients.get(i)));
        }

        silence.countDown();
        ids.parallelStream().forEach(id -> act(id, "cancel"));

        for (int i = 0; i < ids.size(); i++) {
            String id = ids.get(i);
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(mailNow(id).getString("state")).isIn("relayed", "cancelled"));
            boolean relayed = mailNow(id).getString("state").equals("relayed");
            assertThat(mailNow(id).getList("timeline")).hasSize(2);
            assertThat(scene.received(recipients.get(i))).hasSize(relayed ? 1 : 0);
        }
        assertThat(ids.stream().map(id -> mailNow(id).getString("state")).distinct())
                .contains("cancelled");
    }

    private void refuseForNow() {
        world.sink().reply(SmtpScript.at(SmtpPhase.RCPT, Action.reply(451, "4.7.1 greylisted, try again later")));
    }

    private boolean isOnRecord(String id) throws Exception {
        try (var connection = DriverManager.getConnection(world.jdbcUrl(), Database.USER, Database.USER);
                var select =
                        connection.prepareStatement("select 1 from attempt_journal where ?::uuid = any (mail_ids)")) {
            select.setString(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    private int leased(String... ids) throws Exception {
        try (var connection = DriverManager.getConnection(world.jdbcUrl(), Database.USER, Database.USER);
                var select = connection.prepareStatement(
                        "select count(*) from delivery where lease_owner is not null and mail_id::text = any (?)")) {
            select.setArray(1, connection.createArrayOf("text", ids));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }
}
