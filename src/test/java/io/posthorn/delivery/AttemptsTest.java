package io.posthorn.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.mail.DeliveryState;
import io.posthorn.mail.EmailAddress;
import io.posthorn.mail.Lane;
import io.posthorn.mail.Mail;
import io.posthorn.mail.OnDoubt;
import io.posthorn.queue.Deliveries;
import io.posthorn.queue.Delivery;
import io.posthorn.queue.DeliveryKey;
import io.posthorn.queue.Schedules;
import io.posthorn.queue.Spool;
import io.posthorn.relay.MessageComposer;
import io.posthorn.relay.Passages;
import io.posthorn.relay.RelayResult;
import io.posthorn.smtp.Reply;
import io.posthorn.smtp.SmtpPhase;
import io.posthorn.throttle.Permit;
import io.posthorn.throttle.TestGates;
import jakarta.enterprise.inject.Vetoed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Defects of the gateway itself: each attempt has a verdict nevertheless, or its lease would be taken for good. */
class AttemptsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T16:00:00Z");
    private static final EmailAddress ADA = new EmailAddress("ada@example.org");

    private final Written outcomes = new Written();
    /** It cannot read any refusal. */
    private final Judge judge = new Judge(Schedules.at(NOW), null, null);

    private final Attempts attempts = new Attempts(Schedules.at(NOW), judge, null, outcomes);

    @Vetoed
    private static final class Written extends OutcomeWriter {

        private final List<Verdict> verdicts = new ArrayList<>();

        Written() {
            super(null, null, null, null, null, null, null, null, null);
        }

        @Override
        void write(Verdict verdict) {
            verdicts.add(verdict);
        }
    }

    @Test
    void aRefusalThatCannotBeReadPutsTheDeliveryOff() {
        RelayResult refusal = new RelayResult.Refused(Reply.of(550, "5.1.1 nobody"), SmtpPhase.RCPT);

        Verdict verdict = attempt(OnDoubt.RESEND, () -> CompletableFuture.completedFuture(refusal));

        assertThat(verdict.outcome().state()).isEqualTo(DeliveryState.DEFERRED);
        assertThat(verdict.outcome().attempt()).isOne();
        assertThat(verdict.outcome().dueAt()).isAfter(NOW);
        assertThat(verdict.event().category()).isEqualTo("GatewayError");
    }

    @Test
    void anAttemptOfWhichNothingIsKnownIsInDoubt() {
        Verdict resent = attempt(OnDoubt.RESEND, AttemptsTest::broken);
        Verdict held = attempt(OnDoubt.HOLD, AttemptsTest::broken);

        assertThat(resent.outcome().state()).isEqualTo(DeliveryState.IN_DOUBT);
        assertThat(resent.outcome().dueAt()).isAfter(NOW);
        assertThat(held.outcome().state()).isEqualTo(DeliveryState.IN_DOUBT);
        assertThat(held.outcome().dueAt()).isNull();
    }

    private static CompletionStage<RelayResult> broken() {
        throw new AssertionError("a defect");
    }

    private Verdict attempt(OnDoubt onDoubt, Supplier<CompletionStage<RelayResult>> relay) {
        Mail mail = Spool.mail(onDoubt, ADA.value());
        Delivery delivery = Deliveries.accepted(new DeliveryKey(mail.id(), 0), ADA, NOW.plus(Duration.ofDays(2)));
        Permit destination = (Permit) TestGates.open("destination:example.org").enter(Lane.TRANSACTIONAL);

        attempts.begin(
                        delivery,
                        mail,
                        MessageComposer.compose(mail, Spool.CONTENT),
                        new Clearance.Granted(null, destination, Passages.by(relay), ADA))
                .toCompletableFuture()
                .join();

        return outcomes.verdicts.get(outcomes.verdicts.size() - 1);
    }
}
