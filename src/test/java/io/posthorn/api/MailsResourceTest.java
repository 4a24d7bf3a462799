package io.posthorn.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

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

@QuarkusTest
@WithTestResource(WorldResource.class)
class MailsResourceTest extends WithTables {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private static final Instant MORNING = Instant.parse("2026-11-23T09:00:00Z");

    @Test
    void aMailIsAnsweredWithItsDeliveriesAndItsWholeTimeline() {
        UUID id = mail().requestId("order-4711")
                .leftAlone()
                .tag("order", "4711")
                .template("order-confirmation")
                .to("ada@example.org", "relayed")
                .to("bob@example.org", "deferred")
                .accepted();

        get("/api/v1/mails/" + id)
                .statusCode(200)
                .body("id", equalTo(id.toString()))
                .body("state", equalTo("mixed"))
                .body("acceptedAt", equalTo("2026-11-23T16:00:00.000Z"))
                .body("requestId", equalTo("order-4711"))
                .body("tags.order", equalTo("4711"))
                .body("template.name", equalTo("order-confirmation"))
                .body("template.version", startsWith("sha256:2d711642b726b04401627ca9fbac32f5"))
                .body("template.locale", equalTo("de"))
                .body("source.topic", equalTo("mail.requests.v1"))
                .body("source.offset", equalTo(42))
                .body("deliveries.recipient", equalTo(List.of("ada@example.org", "bob@example.org")))
                .body("deliveries[0].nextAttemptAt", nullValue())
                .body("deliveries[1].state", equalTo("deferred"))
                .body("deliveries[1].nextAttemptAt", equalTo("2026-11-23T16:01:00.000Z"))
                .body("deliveries[1].expiresAt", equalTo("2026-11-23T17:00:00.000Z"))
                .body("timeline.type", equalTo(List.of("mail.accepted", "delivery.relayed", "delivery.deferred")))
                .body("timeline[2].smtp.code", equalTo(451))
                .body("timeline[2].reason", equalTo("greylisting"))
                .body("timeline[2].class", equalTo("TransientFailure"))
                .body("timeline[2].attempt", equalTo(1))
                .body("timeline[2].recipient", equalTo("bob@example.org"));
    }

    @Test
    void noAnswerContainsContent() {
        UUID id = mail().requestId("content").to("ada@example.org", "failed").accepted();

        get("/api/v1/mails/" + id).statusCode(200).body(not(containsString(MailRow.CONTENT)));
        get("/api/v1/mails?requestId=content")
                .statusCode(200)
                .body("mails", hasSize(1))
                .body(not(containsString(MailRow.CONTENT)));
    }

    @Test
    void aRefusedRequestIsFoundByItsIdAndByItsRequestId() {
        UUID id = mail().requestId("refused-1").tenant("shop").tag("order", "1").rejected();

        get("/api/v1/mails/" + id)
                .statusCode(200)
                .body("state", equalTo("rejected"))
                .body("rejectedAt", equalTo("2026-11-23T16:00:00.000Z"))
                .body("acceptedAt", nullValue())
                .body("tenant", equalTo("shop"))
                .body("tags.order", equalTo("1"))
                .body("timeline[0].type", equalTo("mail.rejected"))
                .body("timeline[0].code", equalTo("invalid-request"))
                .body("timeline[0].errors[0].pointer", equalTo("/to/0"));
        assertThat(list("requestId=refused-1")).containsExactly(id);
        assertThat(list("requestId=refused-1&tenant=other")).isEmpty();
        assertThat(list("requestId=refused-1&state=rejected&tag.order=1&tenant=shop"))
                .containsExactly(id);
        assertThat(list("requestId=refused-1&state=relayed")).isEmpty();
    }

    @Test
    void aRequestIdThatWasRefusedAndThenAcceptedIsFoundTwiceNewestFirst() {
        UUID refused = mail().requestId("again").rejected();
        UUID accepted = mail().requestId("again")
                .at(Instant.parse("2026-11-23T16:05:00Z"))
                .to("ada@example.org", "relayed")
                .accepted();

        assertThat(list("requestId=again")).containsExactly(accepted, refused);
        assertThat(list("requestId=again&state=rejected")).containsExactly(refused);
    }

    @Test
    void theStateRejectedListsRefusedRequestsOnly() {
        UUID older = mail().tenant("refusing").rejected();
        mail().tenant("refusing").to("ada@example.org", "failed").accepted();
        UUID newer = mail().tenant("refusing")
                .at(Instant.parse("2026-11-23T16:05:00Z"))
                .rejected();

        assertThat(list("state=rejected&tenant=refusing")).containsExactly(newer, older);
        assertThat(list("state=rejected&tenant=refusing&recipient=ada@example.org"))
                .isEmpty();
    }

    @Test
    void everyFilterFindsWhatItSaysAndNothingElse() {
        UUID it = mail().tenant("filters").requestId("filter-1").template("filter-welcome").stream("filter-news")
                .correlationId("filter-correlation")
                .tag("filter", "yes {x} &=")
                .at(MORNING)
                .to("Filter@Example.org", "in-doubt")
                .accepted();
        mail().tag("filter", "no")
                .at(MORNING.plusSeconds(1))
                .to("else@example.org", "held")
                .accepted();

        assertThat(list("tenant=filters")).containsExactly(it);
        assertThat(list("requestId=filter-1")).containsExactly(it);
        assertThat(list("template=filter-welcome")).containsExactly(it);
        assertThat(list("stream=filter-news")).containsExactly(it);
        assertThat(list("correlationId=filter-correlation")).containsExactly(it);
        assertThat(list("tag.filter=yes%20%7Bx%7D%20%26%3D")).containsExactly(it);
        assertThat(list("recipient=fILTER@example.ORG")).containsExactly(it);
        assertThat(list("state=in-doubt")).containsExactly(it);
        assertThat(list("messageId=%3C" + it + "@example.org%3E")).containsExactly(it);
        assertThat(list("from=2026-11-23T09:00:00Z&to=2026-11-23T10:00:00.001%2B01:00"))
                .containsExactly(it);
        assertThat(list("from=2026-11-23T09:00:00.001Z&to=2026-11-23T09:00:01Z"))
                .isEmpty();
    }

    @Test
    void twoFiltersBothHold() {
        UUID it = mail().tenant("both")
                .template("both-1")
                .tag("both", "1")
                .requestId("both-request")
                .to("both@example.org", "failed")
                .to("other@example.org", "relayed")
                .accepted();
        UUID other = mail().tenant("both")
                .template("both-2")
                .tag("both", "2")
                .at(NOON)
                .to("both@example.org", "relayed")
                .accepted();

        assertThat(list("recipient=both@example.org")).containsExactly(it, other);
        assertThat(list("recipient=both@example.org&template=both-1")).containsExactly(it);
        assertThat(list("recipient=both@example.org&tag.both=2")).containsExactly(other);
        assertThat(list("recipient=both@example.org&state=relayed")).containsExactly(other);
        assertThat(list("tenant=both&state=failed")).containsExactly(it);
        assertThat(list("tenant=both&state=relayed")).containsExactly(it, other);
        assertThat(list("tenant=both&template=both-2")).containsExactly(other);
        assertThat(list("requestId=both-request&template=both-2")).isEmpty();
        assertThat(list("requestId=both-request&template=both-1&state=failed")).containsExactly(it);
        assertThat(list("requestId=both-request&recipient=both@example.org&state=relayed"))
                .isEmpty();
        assertThat(list("messageId=" + it + "@x&state=failed")).containsExactly(it);
        assertThat(list("tenant=both&to=2026-11-23T13:00:00Z")).containsExactly(other);
    }

    private static List<UUID> list(String query) {
        return get("/api/v1/mails?" + query).statusCode(200).extract().<List<String>>path("mails.id").stream()
                .map(UUID::fromString)
                .toList();
    }

    private static ValidatableResponse get(String path) {
        return given().urlEncodingEnabled(false).get(path).then();
    }

    private static MailRow mail() {
        return MailRow.in(World.current().jdbcUrl());
    }
}
