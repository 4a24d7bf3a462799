package io.posthorn.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.posthorn.audit.AuditTrail;
import io.posthorn.mail.DeliveryState;
import io.posthorn.mail.OnDoubt;
import io.posthorn.queue.Delivery;
import io.posthorn.queue.HandOver;
import io.posthorn.queue.Hold;
import io.posthorn.queue.MailQueue;
import io.posthorn.queue.Outcome;
import io.posthorn.store.Stopped;
import io.posthorn.store.Transactions;
import io.posthorn.threads.Halt;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Writes verdicts in micro-batches: one transaction holds the new states, the audit events, and what they put on the
 * suppression list. Until a verdict is durable its delivery keeps its room and stays in the journal, so what waits here
 * is bounded.
 */
@ApplicationScoped
class OutcomeWriter {

    private static final Logger LOG = Logger.getLogger(OutcomeWriter.class);

    private final Transactions transactions;
    private final MailQueue queue;
    private final AuditTrail trail;
    private final Suppressor suppressor;
    private final HandOver handOver;
    private final Flights flights;
    private final DeliveryConfig config;
    private final Doubts doubts;
    private final MeterRegistry meters;
    private final BlockingQueue<Verdict> verdicts = new LinkedBlockingQueue<>();

    OutcomeWriter(
            Transactions transactions,
            MailQueue queue,
            AuditTrail trail,
            Suppressor suppressor,
            HandOver handOver,
            Flights flights,
            DeliveryConfig config,
            Doubts doubts,
            MeterRegistry meters) {
        this.transactions = transactions;
        this.queue = queue;
        this.trail = trail;
        this.suppressor = suppressor;
        this.handOver = handOver;
        this.flights = flights;
        this.config = config;
        this.doubts = doubts;
        this.meters = meters;
    }

    /** Has the verdict written soon. */
    void write(Verdict verdict) {
        verdicts.add(verdict);
    }

    /** Writes verdicts until the thread is interrupted. */
    void run() {
        List<Verdict> batch = new ArrayList<>();
        try {
            while (!Thread.currentThread().isInterrupted()) {
                batch.clear();
                batch.add(verdicts.take());
                TimeUnit.NANOSECONDS.sleep(config.outcomeLinger().toNanos());
                verdicts.drainTo(batch, config.outcomeBatch() - 1);
                try {
                    commit(batch);
                } catch (Stopped e) {
                    throw e;
                } catch (Throwable e) {
                    Halt.ifBroken(e);
                    LOG.error("Outcomes stumbled", e);
                }
            }
        } catch (InterruptedException | Stopped e) {
            LOG.debug("No more outcomes are written");
        }
    }

    private void commit(List<Verdict> batch) {
        Set<Hold> recorded;
        try {
            recorded = transactions.untilDone("outcomes", connection -> put(connection, batch));
        } catch (Stopped e) {
            throw e;
        } catch (RuntimeException | Error e) {
            Halt.ifBroken(e);
            refused(batch, e);
            return;
        }
        // First of all, so that no trouble with the counting costs a neighbour its room.
        batch.forEach(verdict -> landed(verdict.outcome().delivery()));
        batch.forEach(verdict -> count(verdict.outcome(), recorded.contains(hold(verdict))));
    }

    private Set<Hold> put(Connection connection, List<Verdict> batch) throws SQLException {
        Set<Hold> matched =
                queue.record(connection, batch.stream().map(Verdict::outcome).toList());
        List<Verdict> effective = batch.stream()
                .filter(verdict -> matched.contains(hold(verdict)))
                .toList();
        trail.append(connection, effective.stream().map(Verdict::event).toList());
        suppressor.suppress(connection, effective);
        return matched;
    }

    /** One verdict does not hold up its neighbours; what the next hop said is worth less than that it is on record. */
    private void refused(List<Verdict> batch, Throwable cause) {
        if (batch.size() > 1) {
            batch.forEach(verdict -> commit(List.of(verdict)));
            return;
        }
        Verdict verdict = batch.get(0);
        LOG.errorf(
                cause,
                "The outcome of delivery %s cannot be written",
                hold(verdict).key());
        if (!verdict.isBare()) {
            commit(List.of(verdict.bare()));
        }
    }

    private void landed(Delivery delivery) {
        flights.landed(delivery);
        handOver.release(delivery);
    }

    private void count(Outcome outcome, boolean recorded) {
        Delivery delivery = outcome.delivery();
        if (recorded) {
            meters.counter(
                            "posthorn.deliveries",
                            "state",
                            outcome.state().label(),
                            "lane",
                            delivery.lane().label())
                    .increment();
            if (outcome.state() == DeliveryState.IN_DOUBT) {
                OnDoubt policy = outcome.dueAt() == null ? OnDoubt.HOLD : OnDoubt.RESEND;
                doubts.count(delivery.lane(), policy, Doubts.Cause.SILENCE);
            }
        } else {
            meters.counter("posthorn.leases.lost", "lane", delivery.lane().label())
                    .increment();
            LOG.warnf(
                    "Outcome %s of mail %s, recipient %d, came after its lease had been taken over or after it was"
                            + " already on record; what is on record stays",
                    outcome.state().label(),
                    delivery.key().mail(),
                    delivery.key().ordinal());
        }
    }

    private static Hold hold(Verdict verdict) {
        return verdict.outcome().delivery().hold();
    }
}
