package io.posthorn.store;

import io.posthorn.threads.Halt;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;

/**
 * Brings the database's tables up to date, in the background and for as long as it takes: a gateway that starts before
 * its database waits for it, alive but not ready.
 */
@ApplicationScoped
public class Schema {

    private static final Logger LOG = Logger.getLogger(Schema.class);
    private static final Duration AFTER_A_FAILURE = Duration.ofMinutes(1);

    private final Flyway flyway;
    private final Transactions transactions;
    private final DatabaseClock clock;
    private final StoreConfig config;
    private final Partitions partitions;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "posthorn-schema");
        thread.setDaemon(true);
        return thread;
    });

    Schema(Flyway flyway, Transactions transactions, DatabaseClock clock, StoreConfig config) {
        this.flyway = flyway;
        this.transactions = transactions;
        this.clock = clock;
        this.config = config;
        this.partitions = new Partitions(transactions, config);
    }

    /** Before everybody else, who goes on starting meanwhile: after a crash it is this that mail waits for. */
    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
        executor.execute(this::bringUpToDate);
    }

    @PreDestroy
    void stop() {
        executor.shutdownNow();
    }

    /** Completes when the tables are there and the database has told its time. */
    public CompletionStage<Void> ready() {
        return ready;
    }

    /** Whether the tables are there. */
    public boolean isReady() {
        return ready.isDone();
    }

    private void bringUpToDate() {
        try {
            if (config.requireDurability()) {
                checkDurability();
            }
            flyway.migrate();
            clock.set(transactions.once(Schema::now));
        } catch (SQLException | FlywayException e) {
            LOG.warnf("Tables are not up to date yet, trying again in %s: %s", config.retryPause(), firstLine(e));
            retry();
            return;
        } catch (IllegalStateException e) {
            LOG.errorf("%s; trying again in %s", e.getMessage(), config.retryPause());
            retry();
            return;
        } catch (Throwable e) {
            Halt.ifBroken(e);
            LOG.errorf(e, "Tables could not be brought up to date; trying again in %s", config.retryPause());
            retry();
            return;
        }
        addPartitions();
        ready.complete(null);
    }

    private void retry() {
        executor.schedule(this::bringUpToDate, config.retryPause().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void addPartitions() {
        Duration pause = AFTER_A_FAILURE;
        try {
            pause = partitions.add();
        } catch (Throwable e) {
            Halt.ifBroken(e);
            LOG.errorf(e, "Partitions could not be made, trying again in %s", pause);
        }
        executor.schedule(this::addPartitions, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Instant now(Connection connection) throws SQLException {
        try (PreparedStatement now = connection.prepareStatement("select clock_timestamp()");
                ResultSet row = now.executeQuery()) {
            row.next();
            return row.getObject(1, OffsetDateTime.class).toInstant();
        }
    }

    private void checkDurability() throws SQLException {
        transactions.once(connection -> {
            for (String setting : new String[] {"fsync", "full_page_writes", "synchronous_commit"}) {
                try (PreparedStatement show = connection.prepareStatement("show " + setting);
                        ResultSet row = show.executeQuery()) {
                    row.next();
                    if ("off".equals(row.getString(1))) {
                        throw new IllegalStateException("The database runs with " + setting
                                + "=off and may lose accepted mail; turn it on, or set"
                                + " posthorn.store.require-durability=false where nothing matters");
                    }
                }
            }
            return null;
        });
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
