package io.posthorn.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.posthorn.testing.ResultRecord;
import io.posthorn.testing.World;
import io.posthorn.testing.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests as CloudEvents in both modes, and results as CloudEvents that continue their trace. */
@QuarkusTest
@WithTestResource(WorldResource.class)
class CloudEventFlowTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String TRACEPARENT = TRACE + "-00f067aa0ba902b7-01";

    private final Requester requester = new Requester(World.current());
    private final String id = "event-" + UUID.randomUUID();
    private final ObjectNode request = JSON.createObjectNode()
            .put("from", "shop@example.org")
            .put("subject", "s")
            .put("text", "t");

    CloudEventFlowTest() {
        request.putArray("to").add(id + "@example.org");
    }

    @AfterEach
    void close() {
        requester.close();
    }

    @Test
    void anEventInBinaryModeIsARequestWhoseIdIsTheEvents() {
        requester.publish(binary(id), request.toString());

        assertRelayed(requester.resultsUntil("delivery.relayed", id));
    }

    @Test
    void anEventInStructuredModeIsARequestWhoseIdIsTheEvents() {
        requester.publish(
                Map.of("content-type", "application/cloudevents+json; charset=utf-8"),
                structured(id).put("traceparent", TRACEPARENT).toString());

        assertRelayed(requester.resultsUntil("delivery.relayed", id));
    }

    @Test
    void theRequestsOwnIdComesFirst() {
        request.put("id", id);

        requester.publish(binary("another"), request.toString());

        assertRelayed(requester.resultsUntil("delivery.relayed", id));
        assertThat(requester.results("another")).isEmpty();
    }

    @Test
    void theSameEventInTheOtherModeIsARepetition() {
        requester.publish(binary(id), request.toString());
        requester.resultsUntil("delivery.relayed", id);

        requester.publish(
                Map.of("content-type", "application/cloudevents+json"),
                structured(id).toString());

        requester.resultsUntil("mail.duplicate", id);
        assertThat(requester.mailsTo(id + "@example.org")).hasSize(1);
    }

    @Test
    void aRejectionContinuesTheTraceToo() {
        request.put("subject", "two\nlines");

        requester.publish(binary(id), request.toString());

        ResultRecord rejected = requester.resultsUntil("mail.rejected", id).get(0);
        assertEnvelope(rejected);
        assertThat(rejected.headers().get("traceparent")).startsWith(TRACE);
    }

    @Test
    void aRequestWithoutTraceHasResultsWithoutTrace() {
        requester.publish(request.put("id", id).toString());

        assertThat(requester.resultsUntil("delivery.relayed", id)).allSatisfy(result -> {
            assertEnvelope(result);
            assertThat(result.headers()).doesNotContainKey("traceparent");
        });
    }

    private void assertRelayed(List<ResultRecord> results) {
        assertThat(results)
                .extracting(result -> result.text("type"))
                .containsExactly("mail.accepted", "delivery.relayed");
        assertThat(results).allSatisfy(CloudEventFlowTest::assertEnvelope);
        assertThat(results)
                .allSatisfy(result -> assertThat(result.headers().get("traceparent"))
                        .startsWith(TRACE)
                        .endsWith("-01")
                        .hasSameSizeAs(TRACEPARENT)
                        .isNotEqualTo(TRACEPARENT));
        assertThat(results)
                .extracting(result -> result.headers().get("traceparent"))
                .doesNotHaveDuplicates();
        assertThat(requester.mailsTo(id + "@example.org")).hasSize(1);
    }

    private static void assertEnvelope(ResultRecord result) {
        assertThat(result.key()).isEqualTo(result.text("mailId"));
        Map<String, String> headers = new HashMap<>(result.headers());
        headers.remove("traceparent");
        assertThat(headers)
                .isEqualTo(Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        result.text("eventId"),
                        "ce_source",
                        "/posthorn",
                        "ce_type",
                        "io.posthorn." + result.text("type") + ".v1",
                        "ce_subject",
                        result.text("mailId"),
                        "ce_time",
                        result.text("at"),
                        "content-type",
                        "application/json"));
    }

    private static Map<String, String> binary(String eventId) {
        return Map.of(
                "ce_specversion", "1.0",
                "ce_id", eventId,
                "ce_source", "/test",
                "ce_type", "org.example.mail-wanted",
                "content-type", "application/json",
                "traceparent", TRACEPARENT);
    }

    private ObjectNode structured(String eventId) {
        return JSON.createObjectNode()
                .put("specversion", "1.0")
                .put("id", eventId)
                .put("source", "/test")
                .put("type", "org.example.mail-wanted")
                .put("datacontenttype", "application/json")
                .set("data", request);
    }
}
