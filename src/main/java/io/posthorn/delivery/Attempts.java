package io.posthorn.delivery;

import io.posthorn.mail.Mail;
import io.posthorn.queue.Delivery;
import io.posthorn.queue.RetrySchedule;
import io.posthorn.relay.MimeMessage;
import io.posthorn.relay.Relay;
import io.posthorn.relay.RelayResult;
import io.posthorn.relay.Relays;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Makes attempts and has written what comes of them. */
@ApplicationScoped
class Attempts {

    private final Relays relays;
    private final RetrySchedule schedule;
    private final Judge judge;
    private final OutcomeWriter outcomes;

    Attempts(Relays relays, RetrySchedule schedule, Judge judge, OutcomeWriter outcomes) {
        this.relays = relays;
        this.schedule = schedule;
        this.judge = judge;
        this.outcomes = outcomes;
    }

    /** Whether there is no point in an attempt any more. */
    boolean expired(Delivery delivery) {
        return schedule.expired(delivery);
    }

    /** Ends a delivery whose life is over. */
    void expire(Delivery delivery) {
        outcomes.write(judge.expired(delivery));
    }

    /** Ends a delivery that cannot be made into a message. */
    void fail(Delivery delivery, String reason) {
        outcomes.write(judge.unrenderable(delivery, reason));
    }

    /** Puts a delivery off that a defect of the gateway got in the way of; the mail is null if it was that. */
    void putOff(Delivery delivery, Mail mail, String reason) {
        outcomes.write(judge.troubled(delivery, mail, reason));
    }

    /** Makes one attempt; the stage completes when the relay is free again. */
    CompletionStage<RelayResult> begin(Delivery delivery, Mail mail, MimeMessage message) {
        Relay relay = relays.route(mail, delivery.recipient());
        return attempt(relay, delivery, mail, message)
                .whenComplete((result, failure) -> outcomes.write(judge.attempted(
                        delivery,
                        mail,
                        relay.name(),
                        // A relay does not fail; if this one does, nobody can know.
                        failure == null ? result : new RelayResult.InDoubt("the relay broke: " + failure.getClass()))));
    }

    private static CompletionStage<RelayResult> attempt(
            Relay relay, Delivery delivery, Mail mail, MimeMessage message) {
        try {
            return relay.attempt(mail.addressees().from().address(), delivery.recipient(), message);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
