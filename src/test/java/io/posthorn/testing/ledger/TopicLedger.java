package io.posthorn.testing.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What a topic of the gateway's holds, from its beginning to its present end. */
public final class TopicLedger<T> implements Ledger<T> {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String bootstrapServers;
    private final String topic;
    private final Function<ConsumerRecord<byte[], byte[]>, T> entry;

    private TopicLedger(String bootstrapServers, String topic, Function<ConsumerRecord<byte[], byte[]>, T> entry) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
        this.entry = entry;
    }

    /** The results. */
    public static Ledger<Told> results(String bootstrapServers, String topic) {
        return new TopicLedger<>(bootstrapServers, topic, TopicLedger::told);
    }

    /** Where the dead letters were before, by their headers. */
    public static Ledger<Noted.Origin> deadLetters(String bootstrapServers, String topic) {
        return new TopicLedger<>(bootstrapServers, topic, TopicLedger::origin);
    }

    /** All records as they are. */
    public static Ledger<ConsumerRecord<byte[], byte[]>> records(String bootstrapServers, String topic) {
        return new TopicLedger<>(bootstrapServers, topic, Function.identity());
    }

    @Override
    public void read(Consumer<? super T> reader) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    reader.accept(entry.apply(record));
                }
            }
        }
    }

    private static Told told(ConsumerRecord<byte[], byte[]> record) {
        try {
            JsonNode event = JSON.readTree(record.value());
            return new Told(
                    UUID.fromString(event.path("eventId").textValue()),
                    event.path("type").textValue().intern(),
                    event.hasNonNull("mailId")
                            ? UUID.fromString(event.get("mailId").textValue())
                            : null,
                    event.path("requestId").textValue(),
                    event.path("recipient").textValue(),
                    event.hasNonNull("sequence") ? event.get("sequence").intValue() : null);
        } catch (IOException e) {
            throw new UncheckedIOException("a result is not JSON", e);
        }
    }

    private static Noted.Origin origin(ConsumerRecord<byte[], byte[]> record) {
        return new Noted.Origin(
                header(record, "dead-letter-topic"),
                Integer.parseInt(header(record, "dead-letter-partition")),
                Long.parseLong(header(record, "dead-letter-offset")));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
