package io.posthorn.faults;

import io.posthorn.testing.Topics;
import io.posthorn.testing.ledger.Fate;
import io.posthorn.testing.ledger.Ledger;
import io.posthorn.testing.ledger.Published;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes requests, and writes down what Kafka acknowledged. */
final class Load implements AutoCloseable {

    private static final int PATIENCE = 600_000;

    private final Topics topics;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<Published> ledger = new ArrayList<>();
    private final Map<Fate, Integer> fates = new EnumMap<>(Fate.class);
    private int next;
    private int marks;
    private volatile Thread trickle;

    Load(String bootstrapServers, Topics topics) {
        this.topics = topics;
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "acks", "all",
                        "linger.ms", 5,
                        // The broker may be away for longer than the usual minute.
                        "max.block.ms", PATIENCE,
                        "delivery.timeout.ms", PATIENCE),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Publishes so many more, and waits for the acknowledgements. */
    void publish(int count) {
        publish(count, Request::number);
    }

    /** The same with other requests, by their number. */
    void publish(int count, IntFunction<Request> requests) {
        for (int i = 0; i < count; i++) {
            publishNext(requests);
        }
        producer.flush();
    }

    /** All that are published to. */
    List<TopicPartition> partitions() {
        return Stream.of(topics.transactional(), topics.bulk())
                .flatMap(topic -> producer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    /** Publishes one more request to each partition, so that there is something new in all of them, and waits. */
    void mark() {
        partitions().forEach(this::mark);
        producer.flush();
    }

    private synchronized void mark(TopicPartition partition) {
        Request request = Request.mark(marks++, partition.topic().equals(topics.bulk()));
        send(request, new ProducerRecord<>(partition.topic(), partition.partition(), null, request.value()));
    }

    /** Goes on publishing, so many a second, until {@link #settle()}. */
    void trickle(int perSecond) {
        Thread thread = new Thread(
                () -> {
                    while (trickle == Thread.currentThread()) {
                        publishNext(Request::number);
                        pause(1_000_000_000L / perSecond);
                    }
                },
                "trickle");
        thread.setDaemon(true);
        trickle = thread;
        thread.start();
    }

    /** Publishes nothing any more, and waits for the last acknowledgements. */
    void settle() {
        Thread thread = trickle;
        trickle = null;
        try {
            if (thread != null) {
                thread.join();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        producer.flush();
    }

    /** How many of that fate were published. */
    synchronized int count(Fate fate) {
        return fates.getOrDefault(fate, 0);
    }

    /** Records that Kafka acknowledged. */
    int acknowledged() {
        synchronized (ledger) {
            return (int) ledger.stream()
                    .filter(record -> record.offset() != Published.UNKNOWN)
                    .count();
        }
    }

    Ledger<Published> ledger() {
        return reader -> {
            synchronized (ledger) {
                ledger.forEach(reader);
            }
        };
    }

    @Override
    public void close() {
        settle();
        producer.close();
    }

    private synchronized void publishNext(IntFunction<Request> requests) {
        Request request = requests.apply(next++);
        send(request, new ProducerRecord<>(request.bulk() ? topics.bulk() : topics.transactional(), request.value()));
    }

    private void send(Request request, ProducerRecord<byte[], byte[]> record) {
        fates.merge(request.fate(), 1, Integer::sum);
        producer.send(record, (written, failure) -> note(request, record.topic(), failure == null ? written : null));
    }

    private void note(Request request, String topic, RecordMetadata written) {
        synchronized (ledger) {
            ledger.add(new Published(
                    request.id(),
                    request.recipients(),
                    request.hold(),
                    request.fate(),
                    topic,
                    written == null ? -1 : written.partition(),
                    written == null ? Published.UNKNOWN : written.offset()));
        }
    }

    private static void pause(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
