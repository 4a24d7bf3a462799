package io.posthorn.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.audit.AuditEvent;
import io.posthorn.mail.DeliveryState;
import io.posthorn.mail.EmailAddress;
import io.posthorn.mail.Lane;
import io.posthorn.mail.Mail;
import io.posthorn.mail.MailId;
import io.posthorn.mail.OnDoubt;
import io.posthorn.queue.DeadInstances;
import io.posthorn.queue.Delivery;
import io.posthorn.queue.DeliveryKey;
import io.posthorn.queue.Lease;
import io.posthorn.queue.Schedules;
import io.posthorn.queue.Spool;
import io.posthorn.relay.Passages;
import io.posthorn.relay.Relay;
import io.posthorn.relay.RelayResult;
import io.posthorn.relay.Stagings;
import io.posthorn.replies.Classifiers;
import io.posthorn.smtp.Reply;
import io.posthorn.smtp.SmtpPhase;
import io.posthorn.suppression.SuppressedAddress;
import io.posthorn.suppression.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JudgeTest {

    private static final Instant NOW = Instant.parse("2026-11-23T16:00:00Z");
    private static final Instant LATER = NOW.plus(Duration.ofHours(1));
    private static final MailId MAIL = MailId.parse("0198c0de-0000-7000-8000-000000000001");

    private static final EmailAddress ADA = new EmailAddress("ada@example.org");

    private static final Relay RELAY = Passages.relay(() -> {
        throw new UnsupportedOperationException("nothing is sent here");
    });

    private final Judge judge =
            new Judge(Schedules.at(NOW), Classifiers.packaged(), new Consequences(Terms.at(NOW), Stagings.live()));

    @Test
    void acceptanceIsTheEnd() {
        Verdict verdict = attempted(accepted(), new RelayResult.Accepted(Reply.of(250, "2.0.0 ok")));

        assertEnds(verdict, DeliveryState.RELAYED, 1, null);
        assertThat(verdict.event().answer().relay()).isEqualTo("default");
        assertThat(verdict.event().answer().reply().code()).isEqualTo(250);
        assertThat(verdict.event().reason()).isNull();
    }

    @Test
    void aPermanentRefusalIsTheEndAndSaysWhy() {
        Verdict verdict = attempted(
                accepted(), new RelayResult.Refused(Reply.of(550, "5.1.1 nobody of that name"), SmtpPhase.RCPT));

        assertEnds(verdict, DeliveryState.FAILED, 1, "InvalidRecipient");
        assertThat(verdict.event().answer().phase()).isEqualTo(SmtpPhase.RCPT);
    }

    @Test
    void aRecipientWhoIsNotThereIsLeftAloneFromThenOn() {
        Mail mail = mail(OnDoubt.RESEND);

        Verdict verdict = judge.attempted(
                accepted(),
                mail,
                ADA,
                RELAY,
                new RelayResult.Refused(Reply.of(550, "5.1.1 nobody of that name"), SmtpPhase.RCPT));

        assertThat(verdict.suppression().address())
                .isEqualTo(SuppressedAddress.of(accepted().recipient()));
        assertThat(verdict.suppression().until())
                .isBetween(
                        NOW.plus(Duration.ofDays(90)),
                        NOW.plus(Duration.ofDays(90)).plusSeconds(30));
        assertThat(verdict.suppression().mail()).isEqualTo(mail.id());
    }

    @Test
    void whatBecameOfMailThatWentToSomebodyElseSaysNothingAboutTheRecipient() {
        EmailAddress qa = new EmailAddress("qa@staging.example");
        Judge redirecting = new Judge(
                Schedules.at(NOW),
                Classifiers.packaged(),
                new Consequences(
                        Terms.at(NOW), Stagings.with("mode=redirect", "redirect-to=" + qa, "allowed=else.example")));
        RelayResult refused = new RelayResult.Refused(Reply.of(550, "5.1.1 nobody of that name"), SmtpPhase.RCPT);

        Verdict verdict = redirecting.attempted(accepted(), mail(OnDoubt.RESEND), qa, RELAY, refused);

        assertEnds(verdict, DeliveryState.FAILED, 1, "InvalidRecipient");
        assertThat(verdict.suppression()).isNull();
        assertThat(verdict.event().answer().redirectedTo()).isEqualTo(qa);
        assertThat(verdict.event().answer().simulated()).isFalse();
        assertThat(redirecting
                        .expired(delivery(DeliveryState.DEFERRED, 5, 4, NOW), mail(OnDoubt.RESEND))
                        .suppression())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"5.7.1 blocked by policy", "5.7.26 unauthenticated", "5.7.0 listed by Spamhaus", "5.3.4 too big"
            })
    void whatIsRefusedForTheSendersSakeLeavesTheRecipientOffTheList(String text) {
        Verdict verdict = attempted(accepted(), new RelayResult.Refused(Reply.of(550, text), SmtpPhase.RCPT));

        assertEnds(verdict, DeliveryState.FAILED, 1, verdict.event().category());
        assertThat(verdict.suppression()).isNull();
    }

    @Test
    void aTemporaryRefusalIsTriedAgainByTheSchedule() {
        RelayResult greylisted = new RelayResult.Refused(Reply.of(451, "4.7.1 greylisted"), SmtpPhase.RCPT);

        Verdict first = attempted(accepted(), greylisted);
        Verdict second = attempted(delivery(DeliveryState.DEFERRED, 2, 1, LATER), greylisted);
        Verdict third = attempted(delivery(DeliveryState.DEFERRED, 3, 2, LATER), greylisted);

        assertGoesOn(first, DeliveryState.DEFERRED, 1, Duration.ofMinutes(1), "TransientFailure");
        assertGoesOn(second, DeliveryState.DEFERRED, 2, Duration.ofMinutes(5), "TransientFailure");
        assertGoesOn(third, DeliveryState.DEFERRED, 3, Duration.ofMinutes(5), "TransientFailure");
    }

    @Test
    void noSessionIsTriedAgain() {
        Verdict verdict = attempted(accepted(), new RelayResult.Unreachable("no connection"));

        assertGoesOn(verdict, DeliveryState.DEFERRED, 1, Duration.ofMinutes(1), "NoAnswerFromHost");
        assertThat(verdict.event().reason()).isEqualTo("no connection");
        assertThat(verdict.event().answer().reply()).isNull();
    }

    @Test
    void doubtIsTriedAgainIfTheMailWantsThat() {
        Verdict verdict = judge.attempted(
                accepted(), mail(OnDoubt.RESEND), ADA, RELAY, new RelayResult.InDoubt("the session ended"));

        assertGoesOn(verdict, DeliveryState.IN_DOUBT, 1, Duration.ofMinutes(1), "BadConnection");
    }

    @Test
    void doubtIsLeftToAPersonIfTheMailWantsThat() {
        Verdict verdict = judge.attempted(
                accepted(), mail(OnDoubt.HOLD), ADA, RELAY, new RelayResult.InDoubt("the session ended"));

        assertEnds(verdict, DeliveryState.IN_DOUBT, 1, "BadConnection");
    }

    @Test
    void whatCannotBeSentIsTheEnd() {
        Verdict verdict = attempted(accepted(), new RelayResult.Unsendable("the sender holds a character"));

        assertEnds(verdict, DeliveryState.FAILED, 1, "ContentNotSendable");
        assertThat(verdict.event().reason()).isEqualTo("the sender holds a character");
    }

    @Test
    void whatOutlivesItsLifeIsTriedOnceMoreAtItsEndToBeFoundExpired() {
        Instant end = NOW.plusSeconds(10);

        Verdict verdict =
                attempted(delivery(DeliveryState.ACCEPTED, 1, 0, end), new RelayResult.Unreachable("no connection"));

        assertThat(verdict.outcome().dueAt()).isEqualTo(end);
    }

    @Test
    void expiryCountsNoAttempt() {
        Verdict verdict = judge.expired(delivery(DeliveryState.DEFERRED, 4, 3, NOW), null);

        assertEnds(verdict, DeliveryState.EXPIRED, 3, "MessageExpired");
        assertThat(verdict.event().answer()).isNull();
    }

    @Test
    void whatCannotBeRenderedAnyMoreIsTheEndWithoutAnAttempt() {
        Verdict verdict = judge.unrenderable(accepted(), "/data/name: missing");

        assertEnds(verdict, DeliveryState.FAILED, 0, "RenderFailed");
    }

    @ParameterizedTest
    @EnumSource(
            value = DeliveryState.class,
            names = {"ACCEPTED", "DEFERRED", "IN_DOUBT", "RELEASED"})
    void whatTheGatewayGotInTheWayOfIsPutOffWithoutAnAttempt(DeliveryState state) {
        Verdict verdict = judge.troubled(delivery(state, 2, 1, LATER), mail(OnDoubt.RESEND), "no memory");

        assertGoesOn(verdict, DeliveryState.DEFERRED, 1, Duration.ofMinutes(1), "GatewayError");
    }

    @Test
    void whatADeadInstanceAttemptedIsReportedAsItStandsInTheTable() {
        Delivery orphan = delivery(DeliveryState.IN_DOUBT, 2, 1, LATER);

        AuditEvent event = Judge.orphaned(new DeadInstances.Doubt(orphan, OnDoubt.RESEND, LATER));

        assertThat(event)
                .isEqualTo(new AuditEvent.DeliveryChanged(
                        new AuditEvent.Subject(MAIL, 0, orphan.recipient()),
                        DeliveryState.IN_DOUBT,
                        1,
                        2,
                        LATER,
                        null,
                        "the gateway died during the attempt",
                        "BadConnection"));
    }

    private static Mail mail(OnDoubt onDoubt) {
        return Spool.mail(onDoubt, "ada@example.org");
    }

    private Verdict attempted(Delivery delivery, RelayResult result) {
        return judge.attempted(delivery, mail(OnDoubt.RESEND), ADA, RELAY, result);
    }

    private static void assertEnds(Verdict verdict, DeliveryState state, int attempt, String category) {
        assertSaysTheSameTwice(verdict, state, attempt, category);
        assertThat(verdict.outcome().dueAt()).isNull();
    }

    private static void assertGoesOn(
            Verdict verdict, DeliveryState state, int attempt, Duration pause, String category) {
        assertSaysTheSameTwice(verdict, state, attempt, category);
        assertThat(verdict.outcome().dueAt())
                .isBetween(NOW.plus(pause), NOW.plus(pause).plusSeconds(30));
    }

    /** The change and the event that tells it. */
    private static void assertSaysTheSameTwice(Verdict verdict, DeliveryState state, int attempt, String category) {
        assertThat(verdict.outcome().state()).isEqualTo(state);
        assertThat(verdict.outcome().attempt()).isEqualTo(attempt);
        assertThat(verdict.event().state()).isEqualTo(state);
        assertThat(verdict.event().attempt()).isEqualTo(attempt);
        assertThat(verdict.event().sequence()).isEqualTo(verdict.outcome().sequence());
        assertThat(verdict.event().nextAttemptAt()).isEqualTo(verdict.outcome().dueAt());
        assertThat(verdict.event().category()).isEqualTo(category);
        assertThat(verdict.event().delivery().mail()).isEqualTo(MAIL);
    }

    private static Delivery accepted() {
        return delivery(DeliveryState.ACCEPTED, 1, 0, LATER);
    }

    private static Delivery delivery(DeliveryState state, int sequence, int attempt, Instant expiresAt) {
        return new Delivery(
                new DeliveryKey(MAIL, 0),
                Lane.TRANSACTIONAL,
                new EmailAddress("ada@example.org"),
                state,
                sequence,
                attempt,
                100,
                expiresAt,
                new Lease(new UUID(0, 1), 1));
    }
}
