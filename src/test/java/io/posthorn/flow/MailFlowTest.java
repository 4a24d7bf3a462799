package io.posthorn.flow;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.posthorn.testing.World;
import io.posthorn.testing.WorldResource;
import io.posthorn.testing.smtp.ReceivedMail;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A request through Kafka, PostgreSQL and SMTP and back to Kafka, all of them real. */
@QuarkusTest
@WithTestResource(WorldResource.class)
class MailFlowTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final World world = World.current();
    private final String id = "flow-" + UUID.randomUUID();
    private final String recipient = id + "@example.org";

    @ParameterizedTest
    @CsvSource({"en, en, Thank you", "de-AT, de, Vielen_Dank"})
    void aTemplateIsRenderedDeliveredReportedAndOnRecord(String asked, String used, String greeting) throws Exception {
        JsonNode data = JSON.readTree(Path.of("src/main/templates/order-confirmation/samples/default.json")
                .toFile());

        publish("""
                {"id": "%s", "to": ["Ada <%s>"], "template": "order-confirmation", "locale": "%s", "data": %s,
                 "tags": {"order": "4711"}, "correlationId": "c-1"}""".formatted(id, recipient, asked, data));

        List<JsonNode> results = resultsUntil("delivery.relayed");
        assertThat(results)
                .extracting(r -> r.get("type").textValue())
                .containsExactly("mail.accepted", "delivery.relayed");
        JsonNode relayed = results.get(1);
        assertThat(relayed.at("/sequence").intValue()).isEqualTo(2);
        assertThat(relayed.at("/recipient").textValue()).isEqualTo(recipient);
        assertThat(relayed.at("/template/locale").textValue()).isEqualTo(used);
        assertThat(relayed.at("/template/version").textValue()).startsWith("sha256:");
        assertThat(relayed.at("/tags/order").textValue()).isEqualTo("4711");
        assertThat(relayed.at("/correlationId").textValue()).isEqualTo("c-1");
        List<ReceivedMail> mails = mails();
        assertThat(mails).hasSize(1);
        assertThat(mails.get(0).header("Subject")).contains(greeting);
        given().when()
                .get("/api/v1/mails/" + relayed.get("mailId").textValue())
                .then()
                .statusCode(200)
                .body("requestId", equalTo(id));
    }

    @Test
    void everyRecipientIsADeliveryOfItsOwnAndBccIsNamedNowhere() throws Exception {
        String bcc = "bcc-" + recipient;

        publish(ready("\"cc\": [\"cc-" + recipient + "\"], \"bcc\": [\"" + bcc + "\"], \"text\": \"Hello\""));

        await().atMost(PATIENCE).until(() -> mails().size() == 3);
        assertThat(mails())
                .extracting(ReceivedMail::raw)
                .containsOnly(mails().get(0).raw());
        assertThat(mails().get(0).raw()).doesNotContain(bcc);
        assertThat(mails()).allSatisfy(mail -> assertThat(mail.recipients()).hasSize(1));
    }

    @Test
    void aRepetitionIsADuplicateAndAnotherBodyAConflict() throws Exception {
        publish(ready("\"text\": \"one\""));
        resultsUntil("delivery.relayed");

        publish(ready("\"text\": \"one\""));
        List<JsonNode> repeated = resultsUntil("mail.duplicate");
        publish(ready("\"text\": \"two\""));
        JsonNode conflict = the("mail.rejected", resultsUntil("mail.rejected"));

        assertThat(the("mail.duplicate", repeated).get("mailId"))
                .isEqualTo(the("mail.accepted", repeated).get("mailId"));
        assertThat(conflict.get("code").textValue()).isEqualTo("idempotency-conflict");
        assertThat(mails()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "\"sendat\": \"x\", \"text\": \"t\" | /sendat",
                "\"text\": 1 | /text",
                "\"text\": \"t\", \"cc\": [\"a b@example.org\"] | /cc/0",
                "\"text\": \"t\", \"headers\": {\"Bcc\": \"eve@example.org\"} | /headers/Bcc",
                "\"text\": \"t\", \"expiresAt\": \"tomorrow\" | /expiresAt",
            })
    void aFaultIsNamedByItsPointerAndNothingIsSent(String fields, String pointer) throws Exception {
        publish(ready(fields));

        JsonNode rejected = the("mail.rejected", resultsUntil("mail.rejected"));

        assertThat(rejected.at("/errors"))
                .extracting(e -> e.get("pointer").textValue())
                .contains(pointer);
        assertThat(mails()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "{\"id\": | malformed-json",
                "[1] | not-an-object",
                "{\"a\":1,\"a\":2} | malformed-json",
                "## | empty-value"
            })
    void whatIsNoRequestIsADeadLetterAndItsNeighboursGoOn(String value, String code) throws Exception {
        publish(value, ready("\"text\": \"neighbour\""));

        resultsUntil("delivery.relayed");

        assertThat(Records.all(world, world.topics().deadLetters())).anySatisfy(letter -> {
            assertThat(letter.value()).isEqualTo(value.getBytes(StandardCharsets.UTF_8));
            assertThat(letter.headers().lastHeader("posthorn-error-code").value())
                    .isEqualTo(code.getBytes(StandardCharsets.UTF_8));
        });
    }

    @Test
    void whatIsTooLargeForTheDeadLetterTopicLeavesItsBeginningThere() throws Exception {
        String value = id + "x".repeat(20_000);
        limit(world.topics().deadLetters(), "20000");
        try {
            publish(value, ready("\"text\": \"neighbour\""));
            resultsUntil("delivery.relayed");
        } finally {
            limit(world.topics().deadLetters(), "33554432");
        }

        assertThat(Records.all(world, world.topics().deadLetters())).anySatisfy(letter -> {
            assertThat(letter.value()).asString(StandardCharsets.UTF_8).isEqualTo(value.substring(0, 10_000));
            assertThat(letter.headers().lastHeader("posthorn-excerpt-of").value())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(Integer.toString(value.length()));
            assertThat(letter.headers().lastHeader("posthorn-error-code").value())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("malformed-json");
        });
    }

    @Test
    void whatIsTooLargeForARequestIsADeadLetterAsItIs() throws Exception {
        String value = id + "x".repeat(2_000_000);

        publish(value, ready("\"text\": \"neighbour\""));

        resultsUntil("delivery.relayed");
        assertThat(Records.all(world, world.topics().deadLetters()))
                .anySatisfy(letter -> assertThat(letter.value())
                        .asString(StandardCharsets.UTF_8)
                        .isEqualTo(value));
    }

    private void limit(String topic, String octets) throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", world.broker().bootstrapServers()))) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, topic),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("max.message.bytes", octets), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    private String ready(String fields) {
        return "{\"id\": \"%s\", \"from\": \"shop@example.org\", \"to\": [\"%s\"], \"subject\": \"s\", %s}"
                .formatted(id, recipient, fields);
    }

    private void publish(String... requests) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        world.broker().bootstrapServers(),
                        "acks",
                        "all",
                        "max.request.size",
                        4_000_000),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (String request : requests) {
                producer.send(new ProducerRecord<>(
                                world.topics().transactional(), 0, null, request.getBytes(StandardCharsets.UTF_8)))
                        .get();
            }
        }
    }

    private List<ReceivedMail> mails() {
        return world.sink().mails().stream()
                .filter(mail -> mail.recipients().stream().anyMatch(to -> to.endsWith(recipient)))
                .toList();
    }

    /** The results of this test's request, in order, once one of that type is among them. */
    private List<JsonNode> resultsUntil(String type) {
        return await().atMost(PATIENCE)
                .until(
                        this::results,
                        all -> all.stream()
                                .anyMatch(
                                        result -> result.get("type").textValue().equals(type)));
    }

    private List<JsonNode> results() {
        List<JsonNode> results = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record :
                Records.all(world, world.topics().results())) {
            try {
                JsonNode result = JSON.readTree(record.value());
                if (id.equals(result.path("requestId").textValue())) {
                    results.add(result);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return results;
    }

    /** The result of that type; results of different mails are in no order. */
    private static JsonNode the(String type, List<JsonNode> results) {
        return results.stream()
                .filter(result -> result.get("type").textValue().equals(type))
                .findFirst()
                .orElseThrow();
    }
}
