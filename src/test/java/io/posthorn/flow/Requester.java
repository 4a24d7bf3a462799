package io.posthorn.flow;

import static org.awaitility.Awaitility.await;

import io.posthorn.testing.ResultEvents;
import io.posthorn.testing.ResultRecord;
import io.posthorn.testing.World;
import io.posthorn.testing.smtp.ReceivedMail;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Somebody who asks for mail, and hears what became of it. */
final class Requester implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final World world;
    private final KafkaProducer<byte[], byte[]> producer;
    private final ResultEvents events;

    Requester(World world) {
        this.world = world;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", world.broker().bootstrapServers(), "acks", "all", "linger.ms", 5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.events = ResultEvents.fromNow(world.broker(), world.topics().results());
    }

    /** Publishes without waiting; null is any partition. */
    void publish(String topic, Integer partition, Map<String, byte[]> headers, byte[] value) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, partition, null, value);
        headers.forEach((name, text) -> record.headers().add(name, text));
        producer.send(record, (metadata, failure) -> {
            if (failure != null) {
                throw new IllegalStateException("not published", failure);
            }
        });
    }

    /** The same to the transactional topic, with headers as text. */
    void publish(Map<String, String> headers, String value) {
        Map<String, byte[]> octets = headers.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, header -> header.getValue().getBytes(StandardCharsets.UTF_8)));
        publish(world.topics().transactional(), null, octets, value.getBytes(StandardCharsets.UTF_8));
    }

    /** A plain request to the transactional topic. */
    void publish(String request) {
        publish(Map.of(), request);
    }

    /** Waits until Kafka has what was published. */
    void flush() {
        producer.flush();
    }

    /** All results since this requester is there, those of others too. */
    List<ResultRecord> results() {
        return events.records();
    }

    /** The results of one request until now, in order within a mail. */
    List<ResultRecord> results(String requestId) {
        return events.records().stream()
                .filter(result -> result.text("requestId").equals(requestId))
                .toList();
    }

    /** The results of one request once one of that type is among them. */
    List<ResultRecord> resultsUntil(String type, String requestId) {
        return resultsUntil(type, requestId, 1);
    }

    /** The results of one request once there are so many of that type. */
    List<ResultRecord> resultsUntil(String type, String requestId, int count) {
        return await().atMost(PATIENCE)
                .until(
                        () -> results(requestId),
                        results -> results.stream()
                                        .filter(result -> result.text("type").equals(type))
                                        .count()
                                >= count);
    }

    /** The mails to that recipient until now. */
    List<ReceivedMail> mailsTo(String recipient) {
        return world.sink().mails().stream()
                .filter(mail -> mail.recipients().contains(recipient))
                .toList();
    }

    @Override
    public void close() {
        producer.close();
        events.close();
    }
}
