package io.posthorn.intervention;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.posthorn.requests.Publication;
import io.posthorn.requests.RequestPublisher;
import io.posthorn.testing.ResultEvents;
import io.posthorn.testing.World;
import io.posthorn.testing.smtp.ReceivedMail;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the tests of this package do and see from outside. */
final class Scene implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final World world = World.current();
    private final RequestPublisher publisher =
            new RequestPublisher(world.broker().bootstrapServers(), Map.of());
    private final ResultEvents results =
            ResultEvents.of(world.broker(), world.topics().results(), event -> {});

    /** Sends a request to those recipients, with those further fields, and waits until it is accepted; its mail's id. */
    String mail(List<String> recipients, String fields) {
        String requestId = "request-" + UUID.randomUUID();
        String to = String.join("\", \"", recipients);
        String request = """
                {"id": "%s", "from": "shop@example.org", "to": ["%s"], "subject": "Hello", "text": "Hello"%s}""".formatted(requestId, to, fields);
        assertThat(publisher.publish(world.topics().transactional(), request.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Publication.Written.class);
        return await().atMost(PATIENCE)
                .until(() -> results.ofRequest(requestId), events -> !events.isEmpty())
                .get(0)
                .get("mailId")
                .textValue();
    }

    String mail(String recipient) {
        return mail(List.of(recipient), "");
    }

    static String someone() {
        return "r" + UUID.randomUUID() + "@example.org";
    }

    /** Has an operator act on the mail. */
    static ValidatableResponse act(String id, String action, String... fields) {
        StringBuilder body = new StringBuilder("{\"actor\": \"grace@shop.example.com\", \"reason\": \"wrong price\"");
        for (int i = 0; i < fields.length; i += 2) {
            body.append(", \"")
                    .append(fields[i])
                    .append("\": \"")
                    .append(fields[i + 1])
                    .append('"');
        }
        return given().contentType(ContentType.JSON)
                .body(body.append('}').toString())
                .post("/api/v1/mails/" + id + "/" + action)
                .then();
    }

    static JsonPath mailNow(String id) {
        return given().get("/api/v1/mails/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    static void awaitState(String id, String state) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(mailNow(id).getString("state")).isEqualTo(state));
    }

    /** The mail's result of that type, once it has been published. */
    JsonNode result(String id, String type) {
        return await().atMost(PATIENCE)
                .until(
                        () -> results.seen().stream()
                                .filter(event -> event.path("mailId").asText().equals(id))
                                .filter(event -> event.path("type").asText().equals(type))
                                .toList(),
                        events -> !events.isEmpty())
                .get(0);
    }

    List<ReceivedMail> received(String recipient) {
        return world.sink().mails().stream()
                .filter(mail -> mail.recipients().contains(recipient))
                .toList();
    }

    @Override
    public void close() {
        results.close();
    }
}
