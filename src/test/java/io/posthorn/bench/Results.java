package io.posthorn.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ObjLongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Counts result events by type, as they arrive. */
final class Results implements AutoCloseable {

    private static final String RELAYED = "io.posthorn.delivery.relayed.v1";
    private static final String ACCEPTED = "io.posthorn.mail.accepted.v1";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Long> counts = new ConcurrentHashMap<>();
    private final Thread reader;
    private volatile ObjLongConsumer<String> listener;

    Results(String bootstrapServers, String topic) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        reader = new Thread(this::read, "bench-results");
        reader.setDaemon(true);
        reader.start();
    }

    /** Mails that were relayed, as far as has been told. */
    long relayed() {
        return counts.getOrDefault(RELAYED, 0L);
    }

    /** Mails that were accepted, as far as has been told. */
    long accepted() {
        return counts.getOrDefault(ACCEPTED, 0L);
    }

    /** Everything that was told, by type. */
    Map<String, Long> counts() {
        return Map.copyOf(counts);
    }

    /** Tells the request's id and {@link System#nanoTime()} of each {@code delivery.relayed}; null for none. */
    void onRelayed(ObjLongConsumer<String> newListener) {
        listener = newListener;
    }

    private void read() {
        try (consumer) {
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    String type =
                            new String(record.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8);
                    ObjLongConsumer<String> interested = listener;
                    if (interested != null && type.equals(RELAYED)) {
                        JsonNode event = JSON.readTree(record.value());
                        interested.accept(event.path("requestId").textValue(), System.nanoTime());
                    }
                    counts.merge(type, 1L, Long::sum);
                }
            }
        } catch (WakeupException e) {
            // Closed.
        } catch (IOException e) {
            throw new UncheckedIOException("a result event is not JSON", e);
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
    }
}
