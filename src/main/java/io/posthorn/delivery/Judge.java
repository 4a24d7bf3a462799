package io.posthorn.delivery;

import io.posthorn.audit.AuditEvent;
import io.posthorn.mail.DeliveryState;
import io.posthorn.mail.EmailAddress;
import io.posthorn.mail.Mail;
import io.posthorn.mail.OnDoubt;
import io.posthorn.mail.Timestamps;
import io.posthorn.queue.DeadInstances;
import io.posthorn.queue.Delivery;
import io.posthorn.queue.Outcome;
import io.posthorn.queue.RetrySchedule;
import io.posthorn.relay.Relay;
import io.posthorn.relay.RelayResult;
import io.posthorn.replies.Meaning;
import io.posthorn.replies.ReplyClassifier;
import io.posthorn.suppression.Suppression;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Decides what an attempt, or the lack of one, means for a delivery. */
@ApplicationScoped
class Judge {

    private final RetrySchedule schedule;
    private final ReplyClassifier replies;
    private final Consequences consequences;

    Judge(RetrySchedule schedule, ReplyClassifier replies, Consequences consequences) {
        this.schedule = schedule;
        this.replies = replies;
        this.consequences = consequences;
    }

    /**
     * After an attempt.
     *
     * @param to to whom it was made: the recipient, or somebody instead
     */
    Verdict attempted(Delivery delivery, Mail mail, EmailAddress to, Relay relay, RelayResult result) {
        int attempt = delivery.attempt() + 1;
        AuditEvent.Answer silence = new AuditEvent.Answer(
                relay.name(), relay.host(), null, null, relay.pretends(), to.equals(delivery.recipient()) ? null : to);
        if (result instanceof RelayResult.Accepted accepted) {
            return verdict(
                    delivery, DeliveryState.RELAYED, attempt, null, silence.with(null, accepted.reply()), null, null);
        }
        if (result instanceof RelayResult.Refused refused) {
            return refused(delivery, mail, attempt, silence.with(refused.phase(), refused.reply()), refused);
        }
        if (result instanceof RelayResult.Unreachable unreachable) {
            return verdict(
                    delivery,
                    DeliveryState.DEFERRED,
                    attempt,
                    next(delivery, mail, attempt),
                    silence,
                    unreachable.cause(),
                    "NoAnswerFromHost");
        }
        if (result instanceof RelayResult.InDoubt doubt) {
            return verdict(
                    delivery,
                    DeliveryState.IN_DOUBT,
                    attempt,
                    afterDoubt(delivery, mail, attempt),
                    silence,
                    doubt.cause(),
                    "BadConnection");
        }
        RelayResult.Unsendable unsendable = (RelayResult.Unsendable) result;
        return verdict(
                delivery, DeliveryState.FAILED, attempt, null, silence, unsendable.cause(), "ContentNotSendable");
    }

    private Verdict refused(
            Delivery delivery, Mail mail, int attempt, AuditEvent.Answer answer, RelayResult.Refused refused) {
        Meaning meaning = replies.classify(refused.reply(), refused.phase());
        return verdict(
                        delivery,
                        meaning.permanent() ? DeliveryState.FAILED : DeliveryState.DEFERRED,
                        attempt,
                        meaning.permanent() ? null : next(delivery, mail, attempt),
                        answer,
                        meaning.reason(),
                        meaning.category().label())
                .suppressing(consequences.afterRefusal(delivery, mail, meaning));
    }

    /** Its life was over before this attempt. The mail is null if it cannot be found. */
    Verdict expired(Delivery delivery, Mail mail) {
        return verdict(
                        delivery,
                        DeliveryState.EXPIRED,
                        delivery.attempt(),
                        null,
                        null,
                        "not delivered within its lifetime",
                        "MessageExpired")
                .suppressing(consequences.afterExpiry(delivery, mail));
    }

    /** Its recipient is on the suppression list. */
    Verdict suppressed(Delivery delivery, Suppression line) {
        String until = line.until() == null ? "for good" : "until " + Timestamps.format(line.until());
        return verdict(
                delivery,
                DeliveryState.SUPPRESSED,
                delivery.attempt(),
                null,
                null,
                "on the suppression list " + until + ": " + line.reason().label(),
                line.reason().category());
    }

    /** It cannot be made into a message any more; what is wrong is for people. */
    Verdict unrenderable(Delivery delivery, String reason) {
        return verdict(delivery, DeliveryState.FAILED, delivery.attempt(), null, null, reason, "RenderFailed");
    }

    /** The gateway itself got in the way before the attempt began; it is put off. The mail is null if it was that. */
    Verdict troubled(Delivery delivery, Mail mail, String reason) {
        return verdict(
                delivery,
                DeliveryState.DEFERRED,
                delivery.attempt(),
                next(delivery, mail, delivery.attempt()),
                null,
                reason,
                "GatewayError");
    }

    /**
     * A defect of the gateway keeps it from telling what came of an attempt.
     *
     * @param result as far as it is known, or null
     */
    Verdict untold(Delivery delivery, Mail mail, RelayResult result) {
        int attempt = delivery.attempt() + 1;
        boolean nothingTaken = result instanceof RelayResult.Refused || result instanceof RelayResult.Unreachable;
        return verdict(
                delivery,
                nothingTaken ? DeliveryState.DEFERRED : DeliveryState.IN_DOUBT,
                attempt,
                nothingTaken ? next(delivery, mail, attempt) : afterDoubt(delivery, mail, attempt),
                null,
                "the gateway could not tell what came of the attempt; its log says why",
                "GatewayError");
    }

    /** The instance that attempted it died; its state has been written already. */
    static AuditEvent orphaned(DeadInstances.Doubt doubt) {
        Delivery delivery = doubt.delivery();
        return new AuditEvent.DeliveryChanged(
                subject(delivery),
                DeliveryState.IN_DOUBT,
                delivery.attempt(),
                delivery.sequence(),
                doubt.dueAt(),
                null,
                "the gateway died during the attempt",
                "BadConnection");
    }

    /** When what is in doubt is sent again; null if it is held. */
    private Instant afterDoubt(Delivery delivery, Mail mail, int attempt) {
        return mail.schedule().onDoubt() == OnDoubt.HOLD ? null : next(delivery, mail, attempt);
    }

    private Instant next(Delivery delivery, Mail mail, int attempts) {
        return schedule.next(mail == null ? null : mail.labels().stream(), delivery, attempts);
    }

    private static Verdict verdict(
            Delivery delivery,
            DeliveryState state,
            int attempt,
            Instant dueAt,
            AuditEvent.Answer answer,
            String reason,
            String category) {
        Outcome outcome = new Outcome(delivery, state, attempt, dueAt);
        return new Verdict(
                outcome,
                new AuditEvent.DeliveryChanged(
                        subject(delivery), state, attempt, outcome.sequence(), dueAt, answer, reason, category));
    }

    static AuditEvent.Subject subject(Delivery delivery) {
        return new AuditEvent.Subject(delivery.key().mail(), delivery.key().ordinal(), delivery.recipient());
    }
}
