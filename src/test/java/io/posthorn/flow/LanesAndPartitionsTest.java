package io.posthorn.flow;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.posthorn.testing.ResultRecord;
import io.posthorn.testing.World;
import io.posthorn.testing.WorldResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Both request topics, all their partitions, and offsets that are not one after the other. */
@QuarkusTest
@WithTestResource(WorldResource.class)
class LanesAndPartitionsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PARTITIONS = 4;

    private final World world = World.current();
    private final Requester requester = new Requester(world);
    private final String run = "lanes-" + UUID.randomUUID();

    @AfterEach
    void close() {
        requester.close();
    }

    @Test
    void aNewsletterGoesByTheBulkLane() {
        requester.publish(world.topics().bulk(), null, Map.of(), request(run));

        List<ResultRecord> results = requester.resultsUntil("delivery.relayed", run);

        assertThat(requester.mailsTo(recipient(run))).hasSize(1);
        given().when()
                .get("/api/v1/mails/" + results.get(0).text("mailId"))
                .then()
                .statusCode(200)
                .body("lane", equalTo("bulk"))
                .body("source.topic", equalTo(world.topics().bulk()));
    }

    @Test
    void everyPartitionIsReadAndItsOffsetKept() {
        int each = 50;
        for (int i = 0; i < each * PARTITIONS; i++) {
            requester.publish(world.topics().transactional(), i % PARTITIONS, Map.of(), request(run + "-" + i));
        }

        awaitMails(each * PARTITIONS);

        awaitOffsetsAtTheEnd();
        assertThat(requester.results())
                .filteredOn(result -> result.text("requestId").startsWith(run))
                .extracting(result -> result.text("type"))
                .containsOnly("mail.accepted", "delivery.relayed");
    }

    @Test
    void transactionsAreReadWhenTheyAreCommittedAndTheirMarkersPassedOver() {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", world.broker().bootstrapServers(), "transactional.id", run),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.initTransactions();
            for (int i = 0; i < 6; i++) {
                producer.beginTransaction();
                boolean aborted = i % 2 == 0;
                producer.send(new ProducerRecord<>(
                        world.topics().transactional(), 0, null, request(run + (aborted ? "-no-" : "-") + i)));
                producer.flush();
                if (aborted) {
                    producer.abortTransaction();
                } else {
                    producer.commitTransaction();
                }
            }
        }
        requester.publish(world.topics().transactional(), 0, Map.of(), request(run + "-last"));

        requester.resultsUntil("delivery.relayed", run + "-last");

        awaitMails(4);
        awaitOffsetsAtTheEnd();
    }

    private void awaitMails(int count) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(requester.results())
                        .filteredOn(result -> result.text("requestId").startsWith(run)
                                && result.text("type").equals("delivery.relayed"))
                        .hasSize(count));
        assertThat(world.sink().mails())
                .filteredOn(mail -> mail.recipients().get(0).startsWith(run))
                .hasSize(count)
                .noneMatch(mail -> mail.recipients().get(0).contains("-no-"));
    }

    /** PostgreSQL stands after the last record of each partition that anybody can read. */
    private void awaitOffsetsAtTheEnd() {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                long last = Records.nextAfterLast(
                        world, new TopicPartition(world.topics().transactional(), partition));
                assertThat(Rows.of(
                                world,
                                "select next_offset from intake_offset where topic = ? and partition = ?",
                                world.topics().transactional(),
                                partition))
                        .containsExactly("[" + last + "]");
            }
        });
    }

    private static String recipient(String id) {
        return id + "@example.org";
    }

    private static byte[] request(String id) {
        return """
                {"id": "%s", "from": "shop@example.org", "to": ["%s"], "subject": "s", "text": "t"}""".formatted(id, recipient(id)).getBytes(StandardCharsets.UTF_8);
    }
}
