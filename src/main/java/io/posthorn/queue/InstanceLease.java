package io.posthorn.queue;

import com.github.f4b6a3.uuid.UuidCreator;
import io.posthorn.store.DatabaseClock;
import io.posthorn.store.Schema;
import io.posthorn.store.SessionName;
import io.posthorn.store.Transactions;
import io.posthorn.threads.Halt;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * This gateway's sign of life. All its leases hold while {@code alive_until} is ahead of the database's clock; when it
 * is not, any other instance may take them over, and removes this one's row in the same transaction. An instance that
 * finds its row gone goes on under a new identity, and everything it held under the old one is void.
 */
@ApplicationScoped
public class InstanceLease {

    private static final Logger LOG = Logger.getLogger(InstanceLease.class);

    private final Transactions transactions;
    private final Schema schema;
    private final DatabaseClock databaseClock;
    private final SessionName session;
    private final QueueConfig config;
    private final String host;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "posthorn-heartbeat");
        thread.setDaemon(true);
        return thread;
    });

    private volatile UUID identity = UuidCreator.getTimeOrderedEpoch();
    private volatile boolean registered;
    /** When the latest sign of life was given, by the machine's monotonic clock; null after a failure. */
    private volatile Long pulse;

    InstanceLease(
            Transactions transactions,
            Schema schema,
            DatabaseClock databaseClock,
            SessionName session,
            QueueConfig config,
            @ConfigProperty(name = "posthorn.instance") String host) {
        this.transactions = transactions;
        this.schema = schema;
        this.databaseClock = databaseClock;
        this.session = session;
        this.config = config;
        this.host = host;
    }

    void start(@Observes StartupEvent event) {
        long period = config.instanceLease().dividedBy(5).toMillis();
        schema.ready().thenRun(() -> executor.scheduleWithFixedDelay(this::beat, 0, period, TimeUnit.MILLISECONDS));
    }

    /** Who this instance is at present. Changes only when the others have given it up for dead. */
    public UUID identity() {
        return identity;
    }

    /** What this instance calls itself to people: the pod's name. */
    public String host() {
        return host;
    }

    /** Whether this instance is on record, so that leases can be taken in its name. */
    public boolean isRegistered() {
        return registered;
    }

    /** Whether the latest sign of life reached the database, not longer ago than a lease lasts. */
    public boolean isAlive() {
        Long last = pulse;
        return last != null && System.nanoTime() - last < config.instanceLease().toNanos();
    }

    /**
     * Asks, within the caller's transaction, whether leases may be taken in the name of that identity, and keeps the
     * others from giving it up for dead until the transaction has ended.
     */
    public boolean confirm(Connection connection, UUID owner) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("select 1 from gateway_instance where id = ? for key share")) {
            lock.setObject(1, owner);
            try (ResultSet row = lock.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Stops the sign of life and takes the identity off the record; what it still held is free at once. */
    public void end() {
        executor.shutdownNow();
        try {
            transactions.once(connection -> {
                free(connection, identity);
                return null;
            });
        } catch (SQLException e) {
            LOG.warnf("Leases stay until %s have passed: %s", config.instanceLease(), e.getMessage());
        }
    }

    /** Stops the sign of life, and leaves what is on record for others to take over. */
    public void abandon() {
        executor.shutdownNow();
    }

    /**
     * The row goes first: that waits for whoever is just taking leases in its name, and nobody can afterwards. The other
     * way round theirs would stay for ever, in the name of an instance that nobody knows.
     */
    static void free(Connection connection, UUID owner) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from gateway_instance where id = ?")) {
            delete.setObject(1, owner);
            delete.executeUpdate();
        }
        try (PreparedStatement release = connection.prepareStatement(
                "update delivery set lease_owner = null, lease_epoch = lease_epoch + 1 where lease_owner = ?")) {
            release.setObject(1, owner);
            release.executeUpdate();
        }
    }

    private void beat() {
        try {
            transactions.once(this::renew);
            registered = true;
            pulse = System.nanoTime();
        } catch (SQLException e) {
            pulse = null;
            LOG.debugf("No sign of life could be given: %s", e.getMessage());
        } catch (Throwable e) {
            Halt.ifBroken(e);
            pulse = null;
            LOG.error("The sign of life failed", e);
        }
    }

    private Void renew(Connection connection) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update gateway_instance set alive_until = now() + ? * interval '1 ms' where id = ? returning now()")) {
            update.setLong(1, config.instanceLease().toMillis());
            update.setObject(2, identity);
            try (ResultSet row = update.executeQuery()) {
                if (row.next()) {
                    databaseClock.set(row.getObject(1, OffsetDateTime.class).toInstant());
                    return null;
                }
            }
        }
        if (registered) {
            UUID lost = identity;
            identity = UuidCreator.getTimeOrderedEpoch();
            pulse = null;
            LOG.warnf("Instance %s was given up for dead by the others; going on as %s", lost, identity);
        }
        register(connection);
        return null;
    }

    private void register(Connection connection) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into gateway_instance (id, host, session, alive_until)"
                        + " values (?, ?, ?, now() + ? * interval '1 ms')")) {
            insert.setObject(1, identity);
            insert.setString(2, host);
            insert.setString(3, session.value());
            insert.setLong(4, config.instanceLease().toMillis());
            insert.executeUpdate();
        }
        AttemptJournal.open(connection, identity);
    }
}
