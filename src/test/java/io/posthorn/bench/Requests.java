package io.posthorn.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes requests of one kind, each with an id and a recipient of its own. */
final class Requests implements AutoCloseable {

    private static final String NUMBER = "NUMBER";

    private final String topic;
    private final String[] parts;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    /**
     * @param sample data for a template, {@code TEMPLATE/samples/NAME.json}
     */
    Requests(String bootstrapServers, String topic, Path sample) {
        this.topic = topic;
        this.parts = read(sample).split(NUMBER);
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "acks", "all",
                        "linger.ms", "5",
                        "batch.size", "65536",
                        "compression.type", "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Publishes one; its id is {@code bench-NUMBER}. */
    void publish(long number) {
        producer.send(new ProducerRecord<>(topic, request(number)), (metadata, e) -> failure.compareAndSet(null, e));
    }

    /** Waits until Kafka has all of them. */
    void flush() {
        producer.flush();
        if (failure.get() != null) {
            throw new IllegalStateException("a request was not published", failure.get());
        }
    }

    byte[] request(long number) {
        return String.join(Long.toString(number), parts).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
    }

    private static String read(Path sample) {
        ObjectMapper json = new ObjectMapper();
        ObjectNode request = json.createObjectNode();
        try {
            request.put("id", "bench-" + NUMBER);
            request.putArray("to").add("Ada Lovelace <ada" + NUMBER + "@example.org>");
            request.put("template", sample.getParent().getParent().getFileName().toString());
            request.putObject("tags").put("order", "KB-20417").put("shop", "tea");
            request.put("correlationId", "checkout-" + NUMBER);
            request.set("data", json.readTree(sample.toFile()));
            return json.writeValueAsString(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
