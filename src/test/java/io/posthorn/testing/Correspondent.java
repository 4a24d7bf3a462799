package io.posthorn.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** A service that publishes requests and hears what becomes of them. */
public final class Correspondent implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final World world;
    private final KafkaProducer<byte[], byte[]> producer;
    private final ResultEvents events;

    private Correspondent(World world) {
        this.world = world;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", world.broker().bootstrapServers(), "acks", "all", "linger.ms", 5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.events = ResultEvents.of(world.broker(), world.topics().results(), event -> {});
    }

    /** In that world. */
    public static Correspondent in(World world) {
        return new Correspondent(world);
    }

    /** Publishes requests to the transactional topic; returns when the broker has them. */
    public void publish(String... requests) {
        publish(world.topics().transactional(), Stream.of(requests));
    }

    /** The same to another topic. */
    public void publish(String topic, Stream<String> requests) {
        List<Future<RecordMetadata>> all = requests.map(
                        request -> producer.send(new ProducerRecord<>(topic, request.getBytes(StandardCharsets.UTF_8))))
                .toList();
        try {
            for (Future<RecordMetadata> each : all) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Publishes one request without waiting for the broker. */
    public void send(String topic, String request) {
        producer.send(new ProducerRecord<>(topic, request.getBytes(StandardCharsets.UTF_8)));
    }

    /** A small mail from {@code shop@example.org}; {@code fields} are further ones, each with a comma before it. */
    public static String request(String id, String recipient, String fields) {
        return """
                {"id": "%s", "from": "shop@example.org", "to": ["%s"], "subject": "s", "text": "t"%s}""".formatted(id, recipient, fields);
    }

    /** The first result of that type for the request, once there is one. */
    public JsonNode result(String requestId, String type) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> results(requestId).stream()
                                .filter(event -> event.path("type").asText().equals(type))
                                .findFirst(),
                        java.util.Optional::isPresent)
                .get();
    }

    /** What was heard of the request until now. */
    public List<JsonNode> results(String requestId) {
        return events.ofRequest(requestId);
    }

    @Override
    public void close() {
        producer.close();
        events.close();
    }
}
