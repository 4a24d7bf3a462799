package io.posthorn.account;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.store.Schema;
import io.posthorn.store.Transactions;
import io.posthorn.threads.Halt;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Keeps the account up to date: whichever instance finds that its time has come looks at what has happened since, and
 * all of them tell how much is not accounted for.
 */
@ApplicationScoped
class RunningAccount {

    private static final Logger LOG = Logger.getLogger(RunningAccount.class);

    private final Transactions transactions;
    private final Schema schema;
    private final AccountConfig config;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "posthorn-account");
        thread.setDaemon(true);
        return thread;
    });

    private volatile Book.State state = Book.State.found(Double.NaN, 0);

    RunningAccount(Transactions transactions, Schema schema, AccountConfig config, MeterRegistry meters) {
        this.transactions = transactions;
        this.schema = schema;
        this.config = config;
        Gauge.builder("posthorn.unaccounted.requests", () -> state.unaccounted())
                .description("Requests and deliveries that nothing accounts for; 0 when all is well")
                .register(meters);
        Gauge.builder("posthorn.account.age.seconds", () -> state.ageSeconds())
                .description("How long ago the account was brought up to date")
                .register(meters);
    }

    void start(@Observes StartupEvent event) {
        // More often than it has to be: the instance whose turn it was may be gone.
        long period = Math.max(1, config.interval().toMillis() / 4);
        schema.ready().thenRun(() -> executor.scheduleWithFixedDelay(this::update, 0, period, TimeUnit.MILLISECONDS));
    }

    @PreDestroy
    void stop() {
        executor.shutdownNow();
    }

    private void update() {
        try {
            long before = (long) state.unaccounted();
            state = transactions.once(connection -> Bookkeeping.update(connection, config));
            long now = (long) state.unaccounted();
            if (now > 0 && now != before) {
                LOG.errorf("%d requests or deliveries are not accounted for; posthorn audit verify names them", now);
            } else if (now == 0 && before > 0) {
                LOG.info("Everything is accounted for again");
            }
        } catch (SQLException e) {
            LOG.debugf("The account has to wait: %s", e.getMessage());
        } catch (Throwable e) {
            Halt.ifBroken(e);
            LOG.error("The account could not be brought up to date", e);
        }
    }
}
