package io.posthorn.requests;

import io.posthorn.mail.Lane;
import io.posthorn.store.Schema;
import io.posthorn.threads.Halt;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Puts the consumers where PostgreSQL says whenever partitions are assigned. If the database is away just then, or its
 * tables are not up to date, it is asked again until it answers; until then nothing of these partitions is taken.
 */
@ApplicationScoped
@Identifier("posthorn")
class Assignments implements KafkaConsumerRebalanceListener {

    private static final Logger LOG = Logger.getLogger(Assignments.class);

    private final Schema schema;
    private final Positions positions;
    private final RequestsConfig config;
    private final KafkaClientService clients;
    private final AtomicBoolean asking = new AtomicBoolean();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "posthorn-assignments");
        thread.setDaemon(true);
        return thread;
    });

    Assignments(Schema schema, Positions positions, RequestsConfig config, KafkaClientService clients) {
        this.schema = schema;
        this.positions = positions;
        this.config = config;
        this.clients = clients;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        positions.forget(partitions);
        establish(consumer, partitions);
    }

    @Override
    public void onPartitionsRevoked(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        positions.forget(partitions);
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        positions.forget(partitions);
    }

    /** Forgets where these stand, and reads it anew. */
    void reestablish(Collection<TopicPartition> partitions) {
        positions.forget(partitions);
        executor.execute(this::establishMissing);
    }

    /** Has the consumer of that lane read the partition again from there on. */
    void rewind(Lane lane, TopicPartition partition, long offset) {
        for (KafkaConsumer<?, ?> consumer : clients.getConsumers(lane.label())) {
            consumer.runOnPollingThread(kafka -> {
                        if (kafka.assignment().contains(partition)) {
                            kafka.seek(partition, offset);
                        }
                    })
                    .subscribe()
                    .with(
                            done -> {},
                            failure -> LOG.warnf("Partition %s could not be rewound: %s", partition, failure));
        }
    }

    @PreDestroy
    void stop() {
        executor.shutdownNow();
    }

    private void establish(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        if (!schema.isReady()) {
            schema.ready().thenRun(() -> executor.execute(this::establishMissing));
            return;
        }
        try {
            positions.establish(consumer, partitions);
        } catch (SQLException | RuntimeException | Error e) {
            Halt.ifBroken(e);
            LOG.warnf("Where %s stand is not known yet, asking again: %s", partitions, e.getMessage());
            again();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void again() {
        // Once for all lanes: each would ask for all of them, and those questions would double every time.
        if (!executor.isShutdown() && asking.compareAndSet(false, true)) {
            executor.schedule(this::askAgain, config.retryPause().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void askAgain() {
        asking.set(false);
        establishMissing();
    }

    private void establishMissing() {
        for (Lane lane : Lane.values()) {
            for (KafkaConsumer<?, ?> consumer : clients.getConsumers(lane.label())) {
                consumer.runOnPollingThread(kafka -> {
                            Set<TopicPartition> missing = new HashSet<>(kafka.assignment());
                            missing.removeIf(partition -> positions.get(partition) != null);
                            if (!missing.isEmpty()) {
                                establish(kafka, missing);
                            }
                        })
                        .subscribe()
                        .with(done -> {}, failure -> again());
            }
        }
    }
}
