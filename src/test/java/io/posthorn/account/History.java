package io.posthorn.account;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.posthorn.smtp.SmtpPhase;
import io.posthorn.testing.ResultEvents;
import io.posthorn.testing.World;
import io.posthorn.testing.smtp.SmtpScript;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One of everything that can happen to a request, through the gateway itself. */
final class History {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static History latest;

    private final World world;
    private final Map<String, String> ids = new HashMap<>();

    private History(World world) {
        this.world = world;
    }

    /**
     * Lets it all happen, once in each world; partition 0 of the transactional topic then ends with the marker of a
     * transaction.
     */
    static History of(World world) throws Exception {
        if (latest != null && latest.world.equals(world)) {
            return latest;
        }
        History history = new History(world);
        try (ResultEvents results =
                ResultEvents.of(world.broker(), world.topics().results(), event -> {})) {
            history.happen(results);
        } finally {
            world.sink().reply(SmtpScript.ACCEPT);
        }
        latest = history;
        return history;
    }

    /** The mail of that request. */
    String mail(String name) {
        return ids.get(name);
    }

    private void happen(ResultEvents results) throws Exception {
        publish(
                request("relayed", "\"to\": [\"ada@example.org\", \"bob@example.org\"]"),
                request("relayed", "\"to\": [\"ada@example.org\", \"bob@example.org\"]"),
                request("rejected", "\"to\": [\"no address\"]"),
                "no request at all");
        awaitResults(results, "relayed", "delivery.relayed", "delivery.relayed", "mail.duplicate");
        world.sink()
                .reply(SmtpScript.at(
                        SmtpPhase.RCPT, SmtpScript.Action.reply(451, "4.7.1 greylisted, try again later")));
        publish(
                request("deferred", "\"stream\": \"slow\", \"to\": [\"ada@example.org\"]"),
                request("cancelled", "\"to\": [\"ada@example.org\"]"),
                request("held", "\"to\": [\"ada@example.org\"]"));
        for (String name : List.of("deferred", "cancelled", "held")) {
            awaitResults(results, name, "delivery.deferred");
        }
        awaitResults(results, "deferred", "delivery.late");
        act("cancelled", "cancel");
        act("held", "hold");
        act("relayed", "resend");
        world.sink().reply(SmtpScript.at(SmtpPhase.DOT, SmtpScript.Action.takeAndClose()));
        publish(request("doubtful", "\"onDoubt\": \"hold\", \"to\": [\"ada@example.org\"]"));
        awaitResults(results, "doubtful", "delivery.in-doubt");
        world.sink().reply(SmtpScript.ACCEPT);
        publish(request("last", "\"to\": [\"ada@example.org\"]"));
        awaitResults(results, "last", "delivery.relayed");
    }

    /** In a transaction, whose marker takes an offset that no record has. */
    private void publish(String... requests) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", world.broker().bootstrapServers(), "transactional.id", UUID.randomUUID() + "");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            for (String request : requests) {
                producer.send(new ProducerRecord<>(
                        world.topics().transactional(), 0, null, request.getBytes(StandardCharsets.UTF_8)));
            }
            producer.commitTransaction();
        }
    }

    private static String request(String name, String fields) {
        return "{\"id\": \"%s\", \"from\": \"shop@example.org\", \"subject\": \"s\", \"text\": \"t\", %s}"
                .formatted(name, fields);
    }

    private void awaitResults(ResultEvents results, String name, String... types) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(results.ofRequest(name))
                        .extracting(event -> event.get("type").textValue())
                        .contains(types));
        JsonNode first = results.ofRequest(name).get(0);
        ids.put(name, first.get("mailId").textValue());
    }

    private void act(String name, String action) {
        given().contentType("application/json")
                .body("{\"actor\": \"test\", \"reason\": \"history\"}")
                .post("/api/v1/mails/" + mail(name) + "/" + action)
                .then()
                .statusCode(200);
    }
}
