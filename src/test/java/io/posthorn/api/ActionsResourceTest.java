package io.posthorn.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.posthorn.testing.MailRow;
import io.posthorn.testing.WithTables;
import io.posthorn.testing.World;
import io.posthorn.testing.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(WorldResource.class)
class ActionsResourceTest extends WithTables {

    private static final String WHO = "\"actor\": \"grace\", \"reason\": \"wrong price\"";

    @Test
    void anActionTellsWhatCameOfItForEachDelivery() {
        UUID id = mail().to("ada@example.org", "held")
                .to("bob@example.org", "relayed")
                .to("carol@example.org", "cancelled")
                .accepted();

        act(id + "/cancel", "{" + WHO + "}")
                .statusCode(200)
                .body("action", equalTo("cancel"))
                .body("mailId", equalTo(id.toString()))
                .body("deliveries.recipient", hasSize(3))
                .body("deliveries[0].result", equalTo("changed"))
                .body("deliveries[0].state", equalTo("cancelled"))
                .body("deliveries[0].code", nullValue())
                .body("deliveries[1].result", equalTo("refused"))
                .body("deliveries[1].code", equalTo("ended"))
                .body("deliveries[1].message", notNullValue())
                .body("deliveries[2].result", equalTo("unchanged"));
    }

    @Test
    void anActionOnOneRecipientLeavesTheOthersAlone() {
        UUID id = mail().to("ada@example.org", "held")
                .to("bob@example.org", "held")
                .accepted();

        act(id + "/cancel", "{\"recipient\": \"ADA@example.org\", " + WHO + "}")
                .statusCode(200)
                .body("deliveries", hasSize(1));

        given().get("/api/v1/mails/" + id)
                .then()
                .body("deliveries[0].state", equalTo("cancelled"))
                .body("deliveries[1].state", equalTo("held"));
    }

    @Test
    void anActionThatIsForNoDeliveryIsAConflict() {
        UUID one = mail().to("ada@example.org", "relayed").accepted();
        UUID two = mail().to("ada@example.org", "relayed")
                .to("bob@example.org", "failed")
                .accepted();

        problem(act(one + "/hold", "{" + WHO + "}"), 409, "ended").body("deliveries", hasSize(1));
        problem(act(two + "/retry", "{" + WHO + "}"), 409, "ended").body("deliveries[1].state", equalTo("failed"));
    }

    @Test
    void whatIsUnknownIsAProblem() {
        UUID rejected = mail().rejected();
        UUID id = mail().to("ada@example.org", "held").accepted();

        problem(act(UUID.randomUUID() + "/cancel", "{" + WHO + "}"), 404, "unknown-mail");
        problem(act("nonsense/cancel", "{" + WHO + "}"), 404, "unknown-mail");
        problem(act(rejected + "/cancel", "{" + WHO + "}"), 404, "unknown-mail");
        problem(act(id + "/explode", "{" + WHO + "}"), 404, "not-found");
        problem(act(id + "/cancel", "{\"recipient\": \"bob@example.org\", " + WHO + "}"), 404, "unknown-recipient");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"reason\": \"r\"} | /actor | required",
                "{\"actor\": \"grace\"} | /reason | required",
                "{\"actor\": \"grace hopper\", \"reason\": \"r\"} | /actor | invalid-value",
                "{\"actor\": 7, \"reason\": \"r\"} | /actor | type",
                "{\"actor\": \"grace\", \"reason\": \" \"} | /reason | invalid-value",
                "{\"actor\": \"grace\", \"reason\": \"a\\nb\"} | /reason | invalid-value",
                "{\"actor\": \"grace\", \"reason\": \"r\", \"recipients\": []} | /recipients | unknown-field",
                "{\"actor\": \"grace\", \"reason\": \"r\", \"a/b~\": 1} | /a~1b~0 | unknown-field",
                "{\"actor\": \"grace\", \"reason\": \"r\", \"recipient\": null} | /recipient | type",
            })
    void aFaultOfTheBodyIsNamedByItsPointer(String body, String pointer, String code) {
        UUID id = mail().to("ada@example.org", "held").accepted();

        problem(act(id + "/cancel", body), 400, "invalid-body")
                .body("errors", hasSize(1))
                .body("errors[0].pointer", equalTo(pointer))
                .body("errors[0].code", equalTo(code));
        given().get("/api/v1/mails/" + id).then().body("state", equalTo("held"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{} {}", "{\"actor\": \"a\", \"actor\": \"b\", \"reason\": \"r\"}", "null"})
    void whatIsNoJsonObjectIsAProblem(String body) {
        for (String path : List.of(UUID.randomUUID() + "/cancel", "actions")) {
            problem(act(path, body), 400, "invalid-body").body("errors[0].code", equalTo("malformed-json"));
        }
    }

    @Test
    void anActionIsAPostOfJson() {
        given().get("/api/v1/mails/" + UUID.randomUUID() + "/cancel")
                .then()
                .statusCode(405)
                .header("Allow", equalTo("POST, OPTIONS"));
        problem(
                given().body("actor=grace")
                        .contentType("text/plain")
                        .post("/api/v1/mails/actions")
                        .then(),
                415,
                "unsupported-media-type");
    }

    @Test
    void anActionByFilterCountsFirstAndThenDoesNoMoreThanWasCounted() {
        for (int i = 0; i < 3; i++) {
            mail().tenant("counting")
                    .to("ada@example.org", "held")
                    .to("bob@example.org", "relayed")
                    .accepted();
        }
        mail().tenant("other").to("ada@example.org", "held").accepted();
        String question = "\"action\": \"cancel\", \"filter\": {\"tenant\": \"counting\"}, " + WHO;

        act("actions", "{" + question + "}")
                .statusCode(200)
                .body("dryRun", is(true))
                .body("deliveries", is(3))
                .body("filter.tenant", equalTo("counting"))
                .body("filter.to", notNullValue());
        assertThat(heldOf("counting")).isEqualTo(3);
        problem(act("actions", "{" + question + ", \"confirm\": 2}"), 409, "count-changed");
        assertThat(heldOf("counting")).isEqualTo(3);
        act("actions", "{" + question + ", \"confirm\": 3}")
                .statusCode(200)
                .body("dryRun", is(false))
                .body("changed", is(3))
                .body("underWay", is(0));
        act("actions", "{" + question + ", \"confirm\": 3}").statusCode(200).body("changed", is(0));

        assertThat(heldOf("counting")).isZero();
        assertThat(heldOf("other")).isOne();
    }

    @Test
    void aFilterByStateOrRecipientActsOnThoseDeliveriesAlone() {
        UUID id = mail().tenant("picking")
                .to("ada@example.org", "held")
                .to("bob@example.org", "in-doubt")
                .to("carol@example.org", "held")
                .accepted();

        act("actions", bulk("cancel", "{\"tenant\": \"picking\", \"state\": \"in-doubt\"}", 1))
                .body("changed", is(1));
        act("actions", bulk("cancel", "{\"tenant\": \"picking\", \"recipient\": \"Carol@example.org\"}", 1))
                .body("changed", is(1));

        given().get("/api/v1/mails/" + id)
                .then()
                .body("deliveries[0].state", equalTo("held"))
                .body("deliveries[1].state", equalTo("cancelled"))
                .body("deliveries[2].state", equalTo("cancelled"));
    }

    @Test
    void moreThanAPageOfMailsIsActedOn() {
        MailRow mail = mail().tenant("pages").to("ada@example.org", "held");
        for (int i = 0; i < 102; i++) {
            mail.accepted();
        }

        act("actions", bulk("cancel", "{\"tenant\": \"pages\", \"state\": \"held\"}", 102))
                .statusCode(200)
                .body("changed", is(102));

        assertThat(heldOf("pages")).isZero();
    }

    @Test
    void aMailThatCameAfterTheCountIsNotActedOn() {
        mail().tenant("late").to("ada@example.org", "held").accepted();
        String until = act("actions", bulk("cancel", "{\"tenant\": \"late\"}", null))
                .extract()
                .path("filter.to");
        mail().at(Instant.now().plusSeconds(5))
                .tenant("late")
                .to("bob@example.org", "held")
                .accepted();

        act("actions", bulk("cancel", "{\"tenant\": \"late\", \"to\": \"" + until + "\"}", 1))
                .body("changed", is(1));

        assertThat(heldOf("late")).isOne();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"action\": \"explode\", \"filter\": {\"tenant\": \"a\"} | /action | invalid-value",
                "\"filter\": {\"tenant\": \"a\"} | /action | required",
                "\"action\": \"cancel\" | /filter | required",
                "\"action\": \"cancel\", \"filter\": {} | /filter | required",
                "\"action\": \"cancel\", \"filter\": \"all\" | /filter | type",
                "\"action\": \"cancel\", \"filter\": {\"tenant\": 1, \"state\": \"held\"} | /filter/tenant | type",
                "\"action\": \"cancel\", \"filter\": {\"tenannt\": \"a\"} | /filter/tenannt | unknown-parameter",
                "\"action\": \"cancel\", \"filter\": {\"tenant\": \"a\", \"limit\": \"5\"} | /filter/limit | unknown-field",
                "\"action\": \"cancel\", \"filter\": {\"state\": \"rejected\"} | /filter/state | unknown-state",
                "\"action\": \"cancel\", \"filter\": {\"tenant\": \"a\"}, \"confirm\": 0 | /confirm | out-of-range",
                "\"action\": \"cancel\", \"filter\": {\"tenant\": \"a\"}, \"confirm\": \"1\" | /confirm | out-of-range",
            })
    void aFaultOfAnActionByFilterIsNamedByItsPointer(String fields, String pointer, String code) {
        problem(act("actions", "{" + fields + ", " + WHO + "}"), 400, "invalid-body")
                .body("errors.pointer", equalTo(List.of(pointer)))
                .body("errors[0].code", equalTo(code));
    }

    private static String bulk(String action, String filter, Integer confirm) {
        return "{\"action\": \"" + action + "\", \"filter\": " + filter
                + (confirm == null ? "" : ", \"confirm\": " + confirm) + ", " + WHO + "}";
    }

    private static int heldOf(String tenant) {
        return given().get("/api/v1/mails?limit=200&state=held&tenant=" + tenant)
                .then()
                .extract()
                .jsonPath()
                .getList("mails")
                .size();
    }

    private static ValidatableResponse act(String path, String body) {
        return given().contentType("application/json")
                .body(body)
                .post("/api/v1/mails/" + path)
                .then();
    }

    private static ValidatableResponse problem(ValidatableResponse answer, int status, String code) {
        return answer.statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("code", equalTo(code))
                .body("type", equalTo("urn:posthorn:problem:" + code));
    }

    private static MailRow mail() {
        return MailRow.in(World.current().jdbcUrl());
    }
}
