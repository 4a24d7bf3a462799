package io.posthorn.intervention;

import static io.posthorn.intervention.Scene.act;
import static io.posthorn.intervention.Scene.awaitState;
import static io.posthorn.intervention.Scene.mailNow;
import static io.posthorn.intervention.Scene.someone;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.posthorn.smtp.SmtpPhase;
import io.posthorn.testing.Contract;
import io.posthorn.testing.World;
import io.posthorn.testing.WorldResource;
import io.posthorn.testing.smtp.ReceivedMail;
import io.posthorn.testing.smtp.SmtpScript;
import io.posthorn.testing.smtp.SmtpScript.Action;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Mails that are said once more. */
@QuarkusTest
@WithTestResource(WorldResource.class)
@TestProfile(OneAtATime.class)
class ResendFlowTest {

    private final World world = World.current();
    private final Scene scene = new Scene();
    private final String ada = someone();
    private final String grace = someone();

    @AfterEach
    void theServerIsWellAgain() {
        world.sink().reply(SmtpScript.ACCEPT);
        scene.close();
    }

    @Test
    void aResendIsANewMailLinkedBothWays() {
        String id = scene.mail(List.of(ada), ", \"tags\": {\"order\": \"4711\"}");
        awaitState(id, "relayed");

        String copy = act(id, "resend")
                .statusCode(200)
                .body("deliveries[0].result", equalTo("changed"))
                .body("deliveries[0].state", equalTo("relayed"))
                .extract()
                .path("deliveries[0].resentAs");

        awaitState(copy, "relayed");
        JsonPath first = mailNow(id);
        JsonPath second = mailNow(copy);
        assertThat(first.getString("deliveries[0].resentAs")).isEqualTo(copy);
        assertThat(first.getString("timeline[-1].type")).isEqualTo("delivery.resent");
        assertThat(first.getString("timeline[-1].resentAs")).isEqualTo(copy);
        assertThat(first.getString("timeline[-1].actor")).isEqualTo("grace@shop.example.com");
        assertThat(second.getString("resentFrom")).isEqualTo(id);
        assertThat(second.getString("timeline[0].resentFrom")).isEqualTo(id);
        assertThat(second.getString("timeline[0].reason")).isEqualTo("wrong price");
        assertThat(second.getString("requestId")).isEqualTo(first.getString("requestId") + "~" + copy);
        assertThat(second.getMap("tags")).isEqualTo(first.getMap("tags"));
        JsonNode accepted = scene.result(copy, "mail.accepted");
        assertThat(Contract.RESULT.faults(accepted)).isEmpty();
        assertThat(accepted.get("resentFrom").textValue()).isEqualTo(id);
        List<ReceivedMail> received = scene.received(ada);
        assertThat(received).hasSize(2);
        assertThat(received)
                .extracting(ReceivedMail::body)
                .containsOnly(received.get(0).body());
        assertThat(received)
                .extracting(mail -> mail.header("Message-ID"))
                .containsExactly("<" + id + "@example.org>", "<" + copy + "@example.org>");
    }

    @Test
    void aRecipientIsResentOnceAndTheOthersStillCanBe() {
        String id = scene.mail(List.of(ada, grace), "");
        awaitState(id, "relayed");

        String toAda = act(id, "resend", "recipient", ada.toUpperCase(Locale.ROOT))
                .statusCode(200)
                .extract()
                .path("deliveries[0].resentAs");
        act(id, "resend", "recipient", ada)
                .statusCode(200)
                .body("deliveries[0].result", equalTo("unchanged"))
                .body("deliveries[0].message", containsString(toAda))
                .body("deliveries[0].resentAs", equalTo(toAda));
        String toGrace = act(id, "resend")
                .statusCode(200)
                .body("deliveries[0].result", equalTo("unchanged"))
                .body("deliveries[1].result", equalTo("changed"))
                .extract()
                .path("deliveries[1].resentAs");

        awaitState(toAda, "relayed");
        awaitState(toGrace, "relayed");
        assertThat(scene.received(ada)).hasSize(2);
        assertThat(scene.received(grace)).hasSize(2);
        assertThat(scene.received(ada).get(1).header("To")).isEqualTo(ada);
    }

    @Test
    void whatHasNotEndedIsNotResent() {
        world.sink().reply(SmtpScript.at(SmtpPhase.RCPT, Action.reply(451, "4.7.1 later")));
        String id = scene.mail(ada);
        awaitState(id, "deferred");

        act(id, "resend").statusCode(409).body("code", equalTo("not-ended"));

        act(id, "cancel").statusCode(200);
        act(id, "resend").statusCode(200).body("deliveries[0].result", equalTo("changed"));
    }

    @Test
    void manyAreResentByFilter() {
        String[] ids = {scene.mail(ada), scene.mail(grace)};
        for (String id : ids) {
            awaitState(id, "relayed");
        }

        JsonPath counted = resend("{\"recipient\": \"" + ada + "\"}", null);
        assertThat(counted.getInt("deliveries")).isOne();
        JsonPath done = resend("{\"recipient\": \"" + ada + "\"}", 1);
        JsonPath again =
                resend("{\"recipient\": \"" + ada + "\", \"to\": \"" + counted.getString("filter.to") + "\"}", 1);

        assertThat(done.getInt("changed")).isOne();
        assertThat(again.getInt("changed")).isZero();
        String copy = mailNow(ids[0]).getString("deliveries[0].resentAs");
        awaitState(copy, "relayed");
        assertThat(scene.received(ada)).hasSize(2);
        assertThat(scene.received(grace)).hasSize(1);
    }

    private static JsonPath resend(String filter, Integer confirm) {
        return given().contentType("application/json")
                .body("{\"action\": \"resend\", \"filter\": " + filter
                        + (confirm == null ? "" : ", \"confirm\": " + confirm)
                        + ", \"actor\": \"grace\", \"reason\": \"lost by the next hop\"}")
                .post("/api/v1/mails/actions")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
