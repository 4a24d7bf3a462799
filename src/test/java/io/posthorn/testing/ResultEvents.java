package io.posthorn.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The delivery-result events of one topic, from its beginning, as they come. */
public final class ResultEvents implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> seen = new CopyOnWriteArrayList<>();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Consumer<JsonNode> listener;
    private final Thread reader;

    private ResultEvents(KafkaConsumer<byte[], byte[]> consumer, Consumer<JsonNode> listener) {
        this.consumer = consumer;
        this.listener = listener;
        this.reader = new Thread(this::read, "result-events");
        reader.setDaemon(true);
    }

    /** Reads them in the background, and shows each to the listener too. */
    public static ResultEvents of(Broker broker, String topic, Consumer<JsonNode> listener) {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        ResultEvents events = new ResultEvents(consumer, listener);
        events.reader.start();
        return events;
    }

    /** Those that came until now; in order within a mail. */
    public List<JsonNode> seen() {
        return List.copyOf(seen);
    }

    /** Those that came until now for one request. */
    public List<JsonNode> ofRequest(String requestId) {
        return seen.stream()
                .filter(event -> event.path("requestId").asText().equals(requestId))
                .toList();
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            reader.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try (consumer) {
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    JsonNode event = JSON.readTree(record.value());
                    seen.add(event);
                    listener.accept(event);
                }
            }
        } catch (WakeupException | InterruptException e) {
            // Closed.
        } catch (IOException e) {
            throw new UncheckedIOException("a result event is not JSON", e);
        }
    }
}
