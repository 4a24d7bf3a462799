package io.posthorn.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Where database transactions begin and end. One transaction at a time per thread, read committed. */
@ApplicationScoped
public class Transactions {

    private static final Logger LOG = Logger.getLogger(Transactions.class);

    private final DataSource dataSource;
    private final StoreConfig config;
    private final CountDownLatch stopping = new CountDownLatch(1);

    Transactions(DataSource dataSource, StoreConfig config) {
        this.dataSource = dataSource;
        this.config = config;
    }

    /** What to do within a transaction. May run more than once, each time from the beginning. */
    @FunctionalInterface
    public interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    /**
     * Runs the work in one transaction, once.
     *
     * @throws SQLException whatever went wrong; nothing was committed unless the connection was lost in COMMIT itself,
     *     so work that is tried again must be safe against having succeeded
     */
    public <T> T once(Work<T> work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.in(connection);
                connection.commit();
                return result;
            } catch (Throwable e) {
                // Whatever it was: a pool gives a connection back by having it commit.
                rollback(connection, e);
                throw e;
            }
        }
    }

    /**
     * Runs the work in one transaction, and again for as long as the database is away or busy.
     *
     * @param what for the log: what is being written
     * @throws StoreException if the database refuses the work itself, which would not change by waiting
     * @throws Stopped if the gateway is stopped meanwhile
     */
    public <T> T untilDone(String what, Work<T> work) {
        for (Duration pause = config.retryPause().dividedBy(50); ; pause = longer(pause)) {
            try {
                return once(work);
            } catch (SQLException e) {
                if (!Outage.passes(e)) {
                    throw new StoreException("The database refused to write " + what, e);
                }
                LOG.warnf(
                        "Database not available for %s (SQLSTATE %s: %s); trying again in %d ms",
                        what, e.getSQLState(), e.getMessage(), pause.toMillis());
            }
            sleep(pause);
        }
    }

    /** From now on whoever waits for the database gives up. */
    public void stopWaiting() {
        stopping.countDown();
    }

    private Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(config.retryPause()) > 0 ? config.retryPause() : doubled;
    }

    private void sleep(Duration pause) {
        try {
            if (stopping.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new Stopped();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stopped();
        }
    }

    private static void rollback(Connection connection, Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
