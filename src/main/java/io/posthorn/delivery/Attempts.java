package io.posthorn.delivery;

import io.posthorn.mail.EmailAddress;
import io.posthorn.mail.Mail;
import io.posthorn.queue.Delivery;
import io.posthorn.queue.DeliveryKey;
import io.posthorn.queue.RetrySchedule;
import io.posthorn.queue.Ticket;
import io.posthorn.relay.Envelope;
import io.posthorn.relay.MimeMessage;
import io.posthorn.relay.Passage;
import io.posthorn.suppression.Suppression;
import io.posthorn.threads.Halt;
import io.posthorn.throttle.Ending;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/** Makes attempts and has written what comes of them. */
@ApplicationScoped
class Attempts {

    private static final Logger LOG = Logger.getLogger(Attempts.class);

    private final RetrySchedule schedule;
    private final Judge judge;
    private final Suppressor suppressor;
    private final OutcomeWriter outcomes;

    Attempts(RetrySchedule schedule, Judge judge, Suppressor suppressor, OutcomeWriter outcomes) {
        this.schedule = schedule;
        this.judge = judge;
        this.suppressor = suppressor;
        this.outcomes = outcomes;
    }

    /** Whether there is no point in an attempt any more. */
    boolean expired(Delivery delivery) {
        return schedule.expired(delivery);
    }

    /** Ends a delivery whose life is over; the mail is null if it cannot be found. */
    void expire(Delivery delivery, Mail mail) {
        outcomes.write(judge.expired(delivery, mail));
    }

    /** Which of these must not be attempted; see {@link Suppressor#among}. */
    Map<DeliveryKey, Suppression> suppressed(List<Ticket> tickets) {
        return suppressor.among(tickets);
    }

    /** Ends a delivery that must not be attempted. */
    void suppress(Delivery delivery, Suppression line) {
        outcomes.write(judge.suppressed(delivery, line));
    }

    /** Ends a delivery that cannot be made into a message. */
    void fail(Delivery delivery, String reason) {
        outcomes.write(judge.unrenderable(delivery, reason));
    }

    /** Puts a delivery off that a defect of the gateway got in the way of; the mail is null if it was that. */
    void putOff(Delivery delivery, Mail mail, String reason) {
        outcomes.write(judge.troubled(delivery, mail, reason));
    }

    /** Makes one attempt; the stage completes when its clearance has been given back. */
    CompletionStage<?> begin(Delivery delivery, Mail mail, MimeMessage message, Clearance.Granted clearance) {
        Envelope envelope = new Envelope(mail.addressees().from().address(), clearance.to(), delivery.attempt() + 1);
        return clearance.passage().attempt(envelope, message).handle((arrival, failure) -> {
            try {
                outcomes.write(judged(delivery, mail, clearance.to(), arrival, failure));
            } finally {
                clearance.end(arrival == null ? Ending.UNTOLD : arrival.ending());
            }
            return null;
        });
    }

    /** Something, whatever goes wrong: without a verdict its lease and its room would be taken for good. */
    private Verdict judged(Delivery delivery, Mail mail, EmailAddress to, Passage.Arrival arrival, Throwable failure) {
        Throwable defect = failure;
        if (arrival != null) {
            try {
                return judge.attempted(delivery, mail, to, arrival.relay(), arrival.result());
            } catch (RuntimeException | Error e) {
                defect = e;
            }
        }
        Halt.ifBroken(defect);
        LOG.errorf(
                defect,
                "What came of an attempt of mail %s cannot be told: %s",
                delivery.key().mail(),
                arrival == null ? "unknown" : arrival.result().getClass().getSimpleName());
        return judge.untold(delivery, mail, arrival == null ? null : arrival.result());
    }
}
