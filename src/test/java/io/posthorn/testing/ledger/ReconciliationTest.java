package io.posthorn.testing.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.testing.ledger.Offence.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReconciliationTest {

    private static final String ADA = "ada@example.org";
    private static final String GRACE = "grace@example.org";
    private static final String TOPIC = "requests";

    private final List<Published> producer = new ArrayList<>();
    private final List<Taken> sink = new ArrayList<>();
    private final List<Told> results = new ArrayList<>();
    private final List<Noted> trail = new ArrayList<>();
    private final List<Standing> deliveries = new ArrayList<>();
    private UUID mail;

    /** Two recipients; for the second one a first attempt was in doubt, and the next hop had taken it. */
    @BeforeEach
    void oneMailAndAllIsWell() {
        mail = accepted("order-1", 0, false, ADA, GRACE);
        event(mail, "order-1", "delivery.relayed", ADA, 2);
        taken(mail, ADA);
        event(mail, "order-1", "delivery.in-doubt", GRACE, 2);
        taken(mail, GRACE);
        event(mail, "order-1", "delivery.relayed", GRACE, 3);
        taken(mail, GRACE);
        deliveries.add(new Standing(mail, ADA, "relayed"));
        deliveries.add(new Standing(mail, GRACE, "relayed"));
    }

    @Test
    void whereAllIsWellThereIsNoOffence() {
        results.add(results.get(0));

        Findings findings = Reconciliation.of(ledgers());

        assertThat(findings.offences()).isEmpty();
        assertThat(findings.counts()).isEqualTo(new Findings.Counts(1, 0, 1, 0, 0, 0, 2, 1, 0, 3, 1, 1));
    }

    @Test
    void aRecordOfWhichNothingIsKnownIsLost() {
        producer.add(new Published("order-2", List.of(ADA), false, TOPIC, 0, 1));

        found(Kind.LOST_REQUEST, TOPIC + "-0@1");
    }

    @Test
    void aRecordWithoutAcknowledgementMayBeMissingOrThere() {
        producer.add(new Published("order-2", List.of(ADA), false, TOPIC, 0, Published.UNKNOWN));
        producer.add(new Published("order-3", List.of(ADA), false, TOPIC, 0, Published.UNKNOWN));
        rejected("order-2", 7);

        assertThat(Reconciliation.of(ledgers()).offences()).isEmpty();
    }

    @Test
    void aRecordThatIsAccountedForTwiceIsFound() {
        rejected("order-1", 0);

        found(Kind.COUNTED_TWICE, TOPIC + "-0@0");
    }

    @Test
    void aRequestThatBecameTwoMailsIsFound() {
        UUID second = accepted("order-1", 1, false, ADA, GRACE);
        relayed(second, "order-1", ADA);
        relayed(second, "order-1", GRACE);

        found(Kind.ACCEPTED_TWICE, "order-1");
    }

    @Test
    void aRequestThatNobodyPublishedIsFound() {
        rejected("order-9", 9);

        found(Kind.FOREIGN_REQUEST, "order-9");
    }

    @Test
    void aDeliveryThatIsMissingIsFound() {
        accepted("order-2", 1, false, ADA);

        found(Kind.WRONG_RECIPIENTS, "order-2");
    }

    @Test
    void aDeliveryToSomebodyElseIsFound() {
        relayed(accepted("order-2", 1, false, ADA), "order-2", GRACE);

        found(Kind.WRONG_RECIPIENTS, "order-2");
    }

    @Test
    void aDeliveryThatHasNotEndedIsFound() {
        UUID second = accepted("order-2", 1, false, ADA);
        event(second, "order-2", "delivery.deferred", ADA, 2);
        deliveries.add(new Standing(second, ADA, "deferred"));

        found(Kind.NO_END, "order-2 to " + ADA);
    }

    @Test
    void aDeliveryInDoubtHasEndedOnlyIfItIsToBeHeld() {
        UUID held = accepted("order-2", 1, true, ADA);
        event(held, "order-2", "delivery.in-doubt", ADA, 2);
        deliveries.add(new Standing(held, ADA, "in-doubt"));
        assertThat(Reconciliation.of(ledgers()).offences()).isEmpty();
        assertThat(Reconciliation.of(ledgers()).counts().held()).isOne();

        UUID other = accepted("order-3", 2, false, ADA);
        event(other, "order-3", "delivery.in-doubt", ADA, 2);
        deliveries.add(new Standing(other, ADA, "in-doubt"));
        found(Kind.NO_END, "order-3 to " + ADA);
    }

    @Test
    void aSecondEndIsFound() {
        event(mail, "order-1", "delivery.failed", ADA, 3);
        deliveries.set(0, new Standing(mail, ADA, "failed"));

        found(Kind.SEVERAL_ENDS, "order-1 to " + ADA);
    }

    @Test
    void somethingAfterTheEndIsFound() {
        event(mail, "order-1", "delivery.deferred", ADA, 3);
        deliveries.set(0, new Standing(mail, ADA, "deferred"));

        found(Kind.SEVERAL_ENDS, "order-1 to " + ADA);
    }

    @Test
    void aMissingEventIsFound() {
        UUID second = accepted("order-2", 1, false, ADA);
        event(second, "order-2", "delivery.relayed", ADA, 3);
        taken(second, ADA);
        deliveries.add(new Standing(second, ADA, "relayed"));

        found(Kind.BROKEN_SEQUENCE, "order-2 to " + ADA);
    }

    @Test
    void aChangeThatIsOnRecordTwiceIsFound() {
        event(mail, "order-1", "delivery.in-doubt", GRACE, 2);

        assertThat(Reconciliation.of(ledgers()).offences())
                .extracting(Offence::kind)
                .containsExactlyInAnyOrder(Kind.BROKEN_SEQUENCE, Kind.TOLD_TWICE);
    }

    @Test
    void aStateThatIsNotThatOfTheLastEventIsFound() {
        deliveries.set(0, new Standing(mail, ADA, "accepted"));

        found(Kind.OTHER_STATE, "order-1 to " + ADA);
    }

    @Test
    void aResultThatWasNotPublishedIsFound() {
        results.remove(0);

        found(Kind.UNTOLD, "order-1");
    }

    @Test
    void aResultThatTheTrailDoesNotKnowIsFound() {
        results.add(new Told(UUID.randomUUID(), "delivery.relayed", mail, "order-1", ADA, 2));

        found(Kind.FOREIGN_RESULT, "order-1");
    }

    @Test
    void aResultThatSaysSomethingElseThanTheTrailIsFound() {
        Told told = results.get(1);
        results.add(new Told(told.id(), "delivery.failed", mail, "order-1", ADA, 2));

        found(Kind.FOREIGN_RESULT, "order-1");
    }

    @Test
    void aMailThatIsSaidToBeRelayedAndWasNeverTakenIsFound() {
        sink.remove(0);

        found(Kind.NEVER_TAKEN, "order-1 to " + ADA);
    }

    @Test
    void aMailThatWasTakenMoreOftenThanTheTrailAdmitsIsFound() {
        taken(mail, ADA);

        found(Kind.UNNOTICED_DUPLICATE, "order-1 to " + ADA);
    }

    @Test
    void aMailThatWasTakenThoughItIsOnRecordAsFailedIsFound() {
        UUID second = accepted("order-2", 1, false, ADA);
        event(second, "order-2", "delivery.failed", ADA, 2);
        deliveries.add(new Standing(second, ADA, "failed"));
        taken(second, ADA);

        found(Kind.UNNOTICED_DUPLICATE, "order-2 to " + ADA);
    }

    @Test
    void aMailToBeHeldThatWasSentTwiceIsFound() {
        UUID second = accepted("order-2", 1, true, ADA);
        event(second, "order-2", "delivery.in-doubt", ADA, 2);
        deliveries.add(new Standing(second, ADA, "in-doubt"));
        taken(second, ADA);
        taken(second, ADA);

        found(Kind.UNNOTICED_DUPLICATE, "order-2 to " + ADA);
    }

    @Test
    void aMailToBeHeldThatWasTakenTwiceInOneAttemptIsFound() {
        UUID second = accepted("order-2", 1, true, ADA);
        relayed(second, "order-2", ADA);
        taken(second, ADA);

        found(Kind.UNNOTICED_DUPLICATE, "order-2 to " + ADA);
    }

    @Test
    void aMailToBeHeldThatWasAttemptedAgainIsFoundThoughItWasTakenOnce() {
        UUID second = accepted("order-2", 1, true, ADA);
        event(second, "order-2", "delivery.in-doubt", ADA, 2);
        event(second, "order-2", "delivery.relayed", ADA, 3);
        taken(second, ADA);
        deliveries.add(new Standing(second, ADA, "relayed"));

        found(Kind.NOT_HELD, "order-2 to " + ADA);
    }

    @Test
    void otherBytesUnderTheSameMessageIdAreFound() {
        sink.set(2, new Taken(sink.get(2).messageId(), GRACE, 4711));

        found(Kind.OTHER_BYTES, "order-1");
    }

    @Test
    void aMailThatNobodyAcceptedIsFound() {
        sink.add(new Taken("<nobody@example.org>", ADA, 1));

        found(Kind.FOREIGN_MAIL, "<nobody@example.org>");
    }

    @Test
    void aRecipientWhomTheRequestDoesNotNameIsFound() {
        taken(mail, "eve@example.org");

        found(Kind.FOREIGN_RECIPIENT, "order-1");
    }

    private void found(Kind kind, String subject) {
        assertThat(Reconciliation.of(ledgers()).offences())
                .extracting(Offence::kind, Offence::subject)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(kind, subject));
    }

    private Ledgers ledgers() {
        return new Ledgers(
                Ledger.of(producer), Ledger.of(sink), Ledger.of(results), Ledger.of(trail), Ledger.of(deliveries));
    }

    private UUID accepted(String requestId, long offset, boolean hold, String... recipients) {
        UUID id = UUID.randomUUID();
        producer.add(new Published(requestId, List.of(recipients), hold, TOPIC, 0, offset));
        Told told = new Told(UUID.randomUUID(), "mail.accepted", id, requestId, null, 1);
        trail.add(new Noted(told, new Noted.Origin(TOPIC, 0, offset)));
        results.add(told);
        return id;
    }

    private void rejected(String requestId, long offset) {
        Told told = new Told(UUID.randomUUID(), "mail.rejected", UUID.randomUUID(), requestId, null, 1);
        trail.add(new Noted(told, new Noted.Origin(TOPIC, 0, offset)));
        results.add(told);
    }

    private void relayed(UUID id, String requestId, String recipient) {
        event(id, requestId, "delivery.relayed", recipient, 2);
        taken(id, recipient);
        deliveries.add(new Standing(id, recipient, "relayed"));
    }

    private void event(UUID id, String requestId, String type, String recipient, int sequence) {
        Told told = new Told(UUID.randomUUID(), type, id, requestId, recipient, sequence);
        trail.add(new Noted(told, null));
        results.add(told);
    }

    private void taken(UUID id, String recipient) {
        sink.add(new Taken("<" + id + "@example.org>", recipient, id.hashCode()));
    }
}
