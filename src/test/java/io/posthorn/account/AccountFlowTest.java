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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Mail flows, and nobody is alarmed. */
@QuarkusTest
@WithTestResource(WorldResource.class)
@TestProfile(AccountFlowTest.OnItsOwn.class)
class AccountFlowTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int TRANSACTIONS = 30;
    private static final int REQUESTS = 20;
    private static final int PARTITIONS = 4;

    /** The same in a world that others do not see. */
    public static final class OnItsOwn extends EverySecond {}

    private final World world = World.current();
    private final Tables tables = new Tables(world);

    @Inject
    MeterRegistry meters;

    @Test
    void theAccountClosesAllTheTimeWhileBatchesAreCommittedPartitionsMoveAndTransactionsAreAborted() throws Exception {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(gauge()).isZero());
        CompletableFuture<Void> traffic = CompletableFuture.allOf(
                CompletableFuture.runAsync(this::publish), CompletableFuture.runAsync(this::comeAndGo));
        int looks = 0;
        while (!traffic.isDone() || tables.value("select count(*) from mail") < accepted()) {
            assertThat(tables.verify().offenders()).isEmpty();
            assertThat(gauge()).isZero();
            looks++;
        }
        traffic.get();

        assertThat(looks).isGreaterThan(3);
        await().atMost(PATIENCE)
                .until(() -> tables.value("select count(*) from delivery where state <> 'relayed'") == 0);
        assertThat(tables.verify().clean()).isTrue();
        assertThat(tables.value("select count(*) from audit_event where type = 'intake.skipped'"))
                .isPositive();
        assertThat(tables.value("select count(*) from audit_event where type = 'mail.duplicate'"))
                .isPositive();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(gauge()).isZero());
    }

    /** Requests, each transaction's last one a repetition; every third transaction comes to nothing. */
    private void publish() {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", world.broker().bootstrapServers(), "transactional.id", UUID.randomUUID() + "");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            for (int i = 0; i < TRANSACTIONS; i++) {
                producer.beginTransaction();
                for (int j = 0; j < REQUESTS; j++) {
                    String id = i + "-" + j % (REQUESTS - 1);
                    String request = "{\"id\": \"%s\", \"from\": \"shop@example.org\", \"to\": [\"ada@example.org\"],"
                            + " \"subject\": \"s\", \"text\": \"t\"}";
                    producer.send(new ProducerRecord<>(
                            world.topics().transactional(),
                            j % PARTITIONS,
                            null,
                            request.formatted(id).getBytes(StandardCharsets.UTF_8)));
                }
                if (i % 3 == 2) {
                    producer.flush();
                    producer.abortTransaction();
                } else {
                    producer.commitTransaction();
                }
            }
        }
    }

    private static long accepted() {
        return (TRANSACTIONS - TRANSACTIONS / 3) * (REQUESTS - 1);
    }

    /** Another member of the group takes some of the partitions, and leaves them again. */
    private void comeAndGo() {
        for (int i = 0; i < 2; i++) {
            Map<String, Object> settings = Map.of(
                    "bootstrap.servers", world.broker().bootstrapServers(),
                    "group.id", "posthorn.requests",
                    "enable.auto.commit", "false");
            try (KafkaConsumer<byte[], byte[]> member =
                    new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                member.subscribe(List.of(world.topics().transactional()));
                await().atMost(PATIENCE).until(() -> {
                    member.poll(Duration.ofMillis(100));
                    return !member.assignment().isEmpty();
                });
            }
        }
    }

    private double gauge() {
        return meters.get("posthorn.unaccounted.requests").gauge().value();
    }
}
