package io.posthorn.requests;

import io.posthorn.submission.Submission;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/**
 * The dead-letter topic: the bytes of a record that is no request, as they came, with the reason in headers. The names
 * of the headers are SmallRye's, so that tools know them, and some of our own. Of a record that is too large for the
 * topic only the beginning is published, so that it does not stand in the way of those behind it.
 */
@ApplicationScoped
class DeadLetters {

    private static final int EXCERPT = 10_000;

    private final Emitter<byte[]> channel;
    private final String topic;
    private final String instance;

    DeadLetters(
            @Channel("dead-letters") Emitter<byte[]> channel,
            @ConfigProperty(name = "posthorn.topics.dead-letters") String topic,
            @ConfigProperty(name = "posthorn.instance") String instance) {
        this.channel = channel;
        this.topic = topic;
        this.instance = instance;
    }

    /** Publishes a record with the reason; completes when Kafka has acknowledged it. */
    CompletionStage<Void> publish(ConsumerRecord<byte[], byte[]> record, Submission.DeadLetter letter) {
        RecordHeaders headers = new RecordHeaders(record.headers().toArray());
        explain(headers, record, letter);
        return send(record.key(), record.value(), headers)
                .exceptionallyCompose(failure -> failure instanceof RecordTooLargeException
                        ? publishExcerpt(record, letter)
                        : CompletableFuture.failedFuture(failure));
    }

    private CompletionStage<Void> publishExcerpt(ConsumerRecord<byte[], byte[]> record, Submission.DeadLetter letter) {
        RecordHeaders headers = new RecordHeaders();
        explain(headers, record, letter);
        byte[] value = record.value() == null ? new byte[0] : record.value();
        add(headers, "posthorn-excerpt-of", Integer.toString(value.length));
        return send(null, Arrays.copyOf(value, Math.min(value.length, EXCERPT)), headers);
    }

    private void explain(RecordHeaders headers, ConsumerRecord<byte[], byte[]> record, Submission.DeadLetter letter) {
        add(headers, "dead-letter-reason", letter.reason());
        add(headers, "dead-letter-cause", letter.code());
        add(headers, "dead-letter-topic", record.topic());
        add(headers, "dead-letter-partition", Integer.toString(record.partition()));
        add(headers, "dead-letter-offset", Long.toString(record.offset()));
        add(headers, "posthorn-error-code", letter.code());
        add(headers, "posthorn-instance", instance);
    }

    private CompletableFuture<Void> send(byte[] key, byte[] value, RecordHeaders headers) {
        OutgoingKafkaRecordMetadata<byte[]> metadata = OutgoingKafkaRecordMetadata.<byte[]>builder()
                .withTopic(topic)
                .withKey(key)
                .withHeaders(headers)
                .build();
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        channel.send(Message.of(value, Metadata.of(metadata))
                .withAck(() -> {
                    acknowledged.complete(null);
                    return CompletableFuture.completedFuture(null);
                })
                .withNack(failure -> {
                    acknowledged.completeExceptionally(failure);
                    return CompletableFuture.completedFuture(null);
                }));
        return acknowledged;
    }

    private static void add(RecordHeaders headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
