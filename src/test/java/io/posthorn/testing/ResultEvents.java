package io.posthorn.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The delivery-result events of one topic as they come. */
public final class ResultEvents implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<ResultRecord> records = new ArrayList<>();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Consumer<JsonNode> listener;
    private final Thread reader;

    private ResultEvents(KafkaConsumer<byte[], byte[]> consumer, Consumer<JsonNode> listener) {
        this.consumer = consumer;
        this.listener = listener;
        this.reader = new Thread(this::read, "result-events");
        reader.setDaemon(true);
    }

    /** Reads them in the background, from the first on, and shows each to the listener too. */
    public static ResultEvents of(Broker broker, String topic, Consumer<JsonNode> listener) {
        return begin(broker, topic, listener, KafkaConsumer::seekToBeginning);
    }

    /** Reads in the background those that are published from now on. */
    public static ResultEvents fromNow(Broker broker, String topic) {
        return begin(broker, topic, event -> {}, KafkaConsumer::seekToEnd);
    }

    private static ResultEvents begin(
            Broker broker,
            String topic,
            Consumer<JsonNode> listener,
            BiConsumer<KafkaConsumer<?, ?>, List<TopicPartition>> seek) {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        seek.accept(consumer, partitions);
        // Seeking is lazy; asking for the position is not.
        partitions.forEach(consumer::position);
        ResultEvents events = new ResultEvents(consumer, listener);
        events.reader.start();
        return events;
    }

    /** Those that came until now; in order within a mail. */
    public List<JsonNode> seen() {
        return records().stream().map(ResultRecord::event).toList();
    }

    /** The same with what stood around them. */
    public List<ResultRecord> records() {
        synchronized (records) {
            return List.copyOf(records);
        }
    }

    /** Those that came until now for one request. */
    public List<JsonNode> ofRequest(String requestId) {
        return seen().stream()
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
                    ResultRecord result = result(record);
                    synchronized (records) {
                        records.add(result);
                    }
                    listener.accept(result.event());
                }
            }
        } catch (WakeupException | InterruptException e) {
            // Closed.
        } catch (IOException e) {
            throw new UncheckedIOException("a result event is not JSON", e);
        }
    }

    private static ResultRecord result(ConsumerRecord<byte[], byte[]> record) throws IOException {
        Map<String, String> headers = StreamSupport.stream(record.headers().spliterator(), false)
                .collect(Collectors.toMap(Header::key, header -> text(header.value())));
        return new ResultRecord(
                record.partition(),
                record.offset(),
                record.key() == null ? null : text(record.key()),
                headers,
                JSON.readTree(record.value()));
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
