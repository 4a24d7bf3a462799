package io.posthorn.results;

import io.posthorn.queue.InstanceLease;
import io.posthorn.store.Schema;
import io.posthorn.store.Transactions;
import io.posthorn.threads.Halt;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Follows the trail and publishes it, at least once and in order. One instance at a time does so; another takes over
 * when that one is dead. The position moves after Kafka has acknowledged, so what was published twice after a crash
 * carries the same ids.
 */
@ApplicationScoped
public class ResultsTail {

    private static final Logger LOG = Logger.getLogger(ResultsTail.class);
    private static final Duration PAUSE_AFTER_TROUBLE = Duration.ofSeconds(1);

    // The owner keeps it for as long as it is alive. A position whose transaction lies ahead of the database's counter
    // was written by another cluster, before a restore: then the trail is published again from its beginning.
    private static final String OWN = """
            update results_tail t
            set owner = ?,
                xid = case when t.xid < pg_snapshot_xmax(pg_current_snapshot()) then t.xid else '0'::xid8 end
            where t.owner is null or t.owner = ?
               or not exists (select 1 from gateway_instance i where i.id = t.owner and i.alive_until >= now())
            returning t.xid::text, t.event_id
            """;

    private static final String MOVE =
            "update results_tail set xid = ?::text::xid8, event_id = ?, moved_at = now() where owner = ?";

    private final Transactions transactions;
    private final Schema schema;
    private final InstanceLease instance;
    private final ResultPublisher publisher;
    private final ResultsConfig config;
    private volatile boolean stopping;
    private volatile Thread thread;

    ResultsTail(
            Transactions transactions,
            Schema schema,
            InstanceLease instance,
            ResultPublisher publisher,
            ResultsConfig config) {
        this.transactions = transactions;
        this.schema = schema;
        this.instance = instance;
        this.publisher = publisher;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        schema.ready().thenRun(() -> {
            thread = new Thread(this::run, "posthorn-results");
            thread.setDaemon(true);
            thread.start();
        });
    }

    /** Publishes what there is and stops, within about that time. */
    public void stop(Duration patience) throws InterruptedException {
        stopping = true;
        if (thread != null) {
            thread.join(patience.toMillis());
            thread.interrupt();
        }
    }

    private void run() {
        TrailPosition position = null;
        while (true) {
            Duration pause = config.pollInterval();
            try {
                if (position == null) {
                    position = own().orElse(null);
                }
                boolean full = false;
                if (position != null) {
                    Optional<Step> step = step(position);
                    position = step.map(Step::position).orElse(null);
                    full = step.isPresent() && step.get().full();
                }
                if (full) {
                    continue;
                }
                if (stopping) {
                    return;
                }
            } catch (SQLException e) {
                LOG.debugf("Results have to wait for the database: %s", e.getMessage());
                position = null;
                pause = PAUSE_AFTER_TROUBLE;
            } catch (ExecutionException | TimeoutException | KafkaException e) {
                LOG.warnf("Results have to wait for Kafka: %s", e.getMessage());
                position = null;
                pause = PAUSE_AFTER_TROUBLE;
            } catch (InterruptedException e) {
                return;
            } catch (Throwable e) {
                Halt.ifBroken(e);
                LOG.error("Results could not be published; trying again", e);
                position = null;
                pause = PAUSE_AFTER_TROUBLE;
            }
            if (stopping && pause == PAUSE_AFTER_TROUBLE) {
                return;
            }
            if (!rest(position == null ? PAUSE_AFTER_TROUBLE : pause)) {
                return;
            }
        }
    }

    private record Step(TrailPosition position, boolean full) {}

    /** Publishes the next batch; empty if another instance owns the tail now. */
    private Optional<Step> step(TrailPosition position)
            throws SQLException, InterruptedException, ExecutionException, TimeoutException {
        List<TrailEvent> events =
                transactions.once(connection -> TrailReader.after(connection, position, config.batch()));
        if (events.isEmpty()) {
            return Optional.of(new Step(position, false));
        }
        publisher.publish(events.stream().filter(TrailReader::published).toList());
        TrailPosition next = events.get(events.size() - 1).position();
        boolean moved = transactions.once(connection -> move(connection, next));
        return moved ? Optional.of(new Step(next, events.size() == config.batch())) : Optional.empty();
    }

    private Optional<TrailPosition> own() throws SQLException {
        if (!instance.isRegistered()) {
            return Optional.empty();
        }
        UUID identity = instance.identity();
        return transactions.once(connection -> {
            try (PreparedStatement own = connection.prepareStatement(OWN)) {
                own.setObject(1, identity);
                own.setObject(2, identity);
                try (ResultSet row = own.executeQuery()) {
                    return row.next()
                            ? Optional.of(new TrailPosition(row.getString(1), row.getObject(2, UUID.class)))
                            : Optional.empty();
                }
            }
        });
    }

    private boolean move(Connection connection, TrailPosition position) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(MOVE)) {
            update.setString(1, position.xid());
            update.setObject(2, position.event());
            update.setObject(3, instance.identity());
            return update.executeUpdate() == 1;
        }
    }

    private boolean rest(Duration pause) {
        try {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
