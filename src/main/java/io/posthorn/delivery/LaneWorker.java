package io.posthorn.delivery;

import io.posthorn.mail.Lane;
import io.posthorn.mail.Mail;
import io.posthorn.mail.MailId;
import io.posthorn.queue.Delivery;
import io.posthorn.queue.DeliveryKey;
import io.posthorn.queue.HandOver;
import io.posthorn.queue.Ticket;
import io.posthorn.relay.MimeMessage;
import io.posthorn.store.Stopped;
import io.posthorn.store.StoreException;
import io.posthorn.suppression.Suppression;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Takes what has been handed over to one lane, puts a batch of attempts on record, and begins them as slots come free.
 * No database transaction is open while SMTP is.
 */
final class LaneWorker {

    private static final Logger LOG = Logger.getLogger(LaneWorker.class);
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final Lane lane;
    private final int journalAhead;
    private final HandOver handOver;
    private final FlightRecorder recorder;
    private final Messages messages;
    private final Attempts attempts;
    private final Semaphore slots;
    private volatile boolean stopping;

    LaneWorker(
            Lane lane,
            DeliveryConfig config,
            HandOver handOver,
            FlightRecorder recorder,
            Messages messages,
            Attempts attempts) {
        this.lane = lane;
        this.journalAhead = config.journalAhead();
        this.handOver = handOver;
        this.recorder = recorder;
        this.messages = messages;
        this.attempts = attempts;
        this.slots = new Semaphore(lane == Lane.BULK ? config.bulkConcurrency() : config.transactionalConcurrency());
    }

    /** Begins no further attempt. */
    void stop() {
        stopping = true;
    }

    /** Works until stopped. */
    void run() {
        while (!stopping) {
            try {
                step();
            } catch (Stopped | InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.errorf(e, "Lane %s stumbled", lane.label());
            }
        }
    }

    private void step() throws InterruptedException {
        List<Ticket> taken = handOver.take(lane, journalAhead, PATIENCE);
        if (taken.isEmpty()) {
            return;
        }
        List<Ticket> tickets = recorder.record(lane, taken);
        Map<MailId, Mail> loaded;
        Map<DeliveryKey, Suppression> suppressed;
        try {
            loaded = messages.load(tickets);
            suppressed = attempts.suppressed(tickets, loaded);
        } catch (StoreException e) {
            LOG.errorf(e, "Nothing can be looked up for %d deliveries", tickets.size());
            tickets.forEach(ticket -> attempts.putOff(ticket.delivery(), ticket.mail(), "a look-up failed"));
            return;
        }
        Mail composed = null;
        MimeMessage message = null;
        for (int i = 0; i < tickets.size(); i++) {
            if (!acquireSlot()) {
                recorder.retract(tickets.subList(i, tickets.size()));
                return;
            }
            Ticket ticket = tickets.get(i);
            boolean begun = false;
            Delivery delivery = ticket.delivery();
            Mail mail = ticket.mail() == null ? loaded.get(delivery.key().mail()) : ticket.mail();
            try {
                if (attempts.expired(delivery)) {
                    attempts.expire(delivery, mail);
                    continue;
                }
                if (suppressed.containsKey(delivery.key())) {
                    attempts.suppress(delivery, suppressed.get(delivery.key()));
                    continue;
                }
                if (message == null || mail != composed) {
                    message = messages.compose(mail, ticket.content());
                    composed = mail;
                }
                CompletionStage<?> attempt = attempts.begin(delivery, mail, message);
                begun = true;
                attempt.whenComplete((result, failure) -> slots.release());
            } catch (Messages.Unrenderable e) {
                attempts.fail(delivery, e.getMessage());
            } catch (RuntimeException e) {
                LOG.errorf(e, "Mail %s could not be attempted", delivery.key().mail());
                attempts.putOff(delivery, mail, "the gateway could not make the message");
            } finally {
                if (!begun) {
                    slots.release();
                }
            }
        }
    }

    /** False if the lane was stopped first; what was on record and has not begun stays with its lease. */
    private boolean acquireSlot() throws InterruptedException {
        while (!stopping) {
            if (slots.tryAcquire(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
                return true;
            }
        }
        return false;
    }
}
