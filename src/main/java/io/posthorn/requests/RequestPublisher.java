package io.posthorn.requests;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes single mail requests, for people: it waits for Kafka's answer, and says what is wrong. */
public final class RequestPublisher {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    // Whether a request is too large is for the broker and the gateway to say.
    private static final int LARGEST_REQUEST = 64 << 20;

    private final Map<String, Object> settings = new HashMap<>();

    /**
     * @param bootstrapServers {@code host:port}, several with commas
     * @param furtherSettings of the Kafka client, such as {@code security.protocol}; they come before ours
     */
    public RequestPublisher(String bootstrapServers, Map<String, String> furtherSettings) {
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis() * 2);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) LARGEST_REQUEST);
        settings.putAll(furtherSettings);
    }

    /** Publishes these bytes as they are, without a key. */
    public Publication publish(String topic, byte[] request) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            RecordMetadata written =
                    producer.send(new ProducerRecord<>(topic, request)).get();
            return new Publication.Written(written.topic(), written.partition(), written.offset());
        } catch (ExecutionException e) {
            return new Publication.Failed(reason(topic, e.getCause()));
        } catch (KafkaException e) {
            return new Publication.Failed(reason(topic, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Publication.Failed("interrupted; the request may or may not have been published");
        }
    }

    private String reason(String topic, Throwable failure) {
        if (failure instanceof org.apache.kafka.common.errors.TimeoutException) {
            return whyNoAnswer(topic, failure);
        }
        // The client's own message names the setting; its cause says what is wrong with it.
        Throwable cause = failure.getCause() instanceof KafkaException ? failure.getCause() : failure;
        return cause.getMessage();
    }

    // A producer times out alike whether there is no broker or only no such topic.
    private String whyNoAnswer(String topic, Throwable failure) {
        Object servers = settings.get(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG);
        Map<String, Object> question = new HashMap<>(settings);
        question.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        try (Admin admin = Admin.create(question)) {
            admin.describeTopics(List.of(topic)).allTopicNames().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return failure.getMessage();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return "there is no topic " + topic + " at " + servers;
            }
            return "no Kafka broker answers at " + servers;
        } catch (TimeoutException e) {
            return "no Kafka broker answers at " + servers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failure.getMessage();
        }
    }
}
