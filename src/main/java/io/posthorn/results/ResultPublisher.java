package io.posthorn.results;

import io.posthorn.mail.Timestamps;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Publishes events to the results topic as CloudEvents 1.0 in binary mode, keyed by mail. */
@ApplicationScoped
class ResultPublisher {

    private final Map<String, Object> kafka;
    private final String topic;
    private final ResultsConfig config;
    private Producer<String, byte[]> producer;

    ResultPublisher(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = "posthorn.topics.results") String topic,
            ResultsConfig config) {
        this.kafka = kafka;
        this.topic = topic;
        this.config = config;
    }

    /**
     * Publishes a batch in its order and waits until all of it is acknowledged by every in-sync replica.
     *
     * @throws ExecutionException if Kafka refused or could not be reached in time; part of the batch may have arrived
     * @throws TimeoutException the same
     */
    void publish(List<TrailEvent> events) throws InterruptedException, ExecutionException, TimeoutException {
        Producer<String, byte[]> open = open();
        List<Future<RecordMetadata>> acknowledgements = new ArrayList<>(events.size());
        for (TrailEvent event : events) {
            acknowledgements.add(open.send(record(event)));
        }
        open.flush();
        Duration patience = config.acknowledgement();
        for (Future<RecordMetadata> acknowledgement : acknowledgements) {
            acknowledgement.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @PreDestroy
    synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(5));
        }
    }

    private ProducerRecord<String, byte[]> record(TrailEvent event) {
        String mailId = event.mailId() == null ? null : event.mailId().toString();
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, mailId, ResultEvent.body(event));
        Headers headers = record.headers();
        add(headers, "ce_specversion", "1.0");
        add(headers, "ce_id", event.position().event().toString());
        add(headers, "ce_source", config.source());
        add(headers, "ce_type", "io.posthorn." + event.type() + ".v1");
        add(headers, "ce_time", Timestamps.format(event.at()));
        add(headers, "ce_subject", mailId);
        add(headers, "content-type", "application/json");
        String traceparent = ResultEvent.traceparent(event);
        if (traceparent != null) {
            add(
                    headers,
                    "traceparent",
                    TraceContext.next(traceparent, event.position().event()));
        }
        return record;
    }

    private static void add(Headers headers, String name, String value) {
        if (value != null) {
            headers.add(name, value.getBytes(StandardCharsets.UTF_8));
        }
    }

    private synchronized Producer<String, byte[]> open() {
        if (producer == null) {
            Map<String, Object> settings = new HashMap<>(kafka);
            settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 5);
            settings.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
            settings.put(ProducerConfig.ACKS_CONFIG, "all");
            settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
            settings.put(ProducerConfig.CLIENT_ID_CONFIG, "posthorn-results");
            settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int)
                    config.acknowledgement().toMillis());
            settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int)
                    config.acknowledgement().dividedBy(3).toMillis());
            settings.put(
                    ProducerConfig.MAX_BLOCK_MS_CONFIG, config.acknowledgement().toMillis());
            producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        }
        return producer;
    }
}
