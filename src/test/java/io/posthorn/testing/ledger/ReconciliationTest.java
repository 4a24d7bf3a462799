package io.posthorn.testing.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.testing.ledger.Offence.Kind;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReconciliationTest {

    private static final String ADA = "ada@example.org";
    private static final String GRACE = "grace@example.org";

    private final Books books = new Books();
    private UUID mail;

    /** Two recipients; for the second one a first attempt was in doubt, and the next hop had taken it. */
    @BeforeEach
    void oneMailAndAllIsWell() {
        mail = books.accepted("order-1", 0, false, ADA, GRACE);
        books.event(mail, "order-1", "delivery.relayed", ADA, 2);
        books.taken(mail, ADA);
        books.event(mail, "order-1", "delivery.in-doubt", GRACE, 2);
        books.taken(mail, GRACE);
        books.event(mail, "order-1", "delivery.relayed", GRACE, 3);
        books.taken(mail, GRACE);
        books.deliveries.add(new Standing(mail, ADA, "relayed"));
        books.deliveries.add(new Standing(mail, GRACE, "relayed"));
    }

    @Test
    void whereAllIsWellThereIsNoOffence() {
        books.results.add(books.results.get(0));

        Findings findings = Reconciliation.of(books.ledgers());

        assertThat(findings.offences()).isEmpty();
        assertThat(findings.counts()).isEqualTo(new Findings.Counts(1, 0, 1, 0, 0, 0, 2, 1, 0, 3, 1, 1));
    }

    @Test
    void aRecordOfWhichNothingIsKnownIsLost() {
        books.published("order-2", false, Fate.MAIL, 1, ADA);

        found(Kind.LOST_REQUEST, Books.TOPIC + "-0@1");
    }

    @Test
    void aRecordWithoutAcknowledgementMayBeMissingOrThere() {
        books.published("order-2", false, Fate.REFUSAL, Published.UNKNOWN, ADA);
        books.published("order-3", false, Fate.MAIL, Published.UNKNOWN, ADA);
        books.atTheDoor("mail.rejected", "order-2", 7);

        assertThat(Reconciliation.of(books.ledgers()).offences()).isEmpty();
    }

    @Test
    void aRecordThatIsAccountedForTwiceIsFound() {
        books.atTheDoor("mail.duplicate", "order-1", 0);

        found(Kind.COUNTED_TWICE, Books.TOPIC + "-0@0");
    }

    @Test
    void aRequestThatBecameTwoMailsIsFound() {
        UUID second = books.accepted("order-1", 1, false, ADA, GRACE);
        books.relayed(second, "order-1", ADA);
        books.relayed(second, "order-1", GRACE);

        found(Kind.ACCEPTED_TWICE, "order-1");
    }

    @Test
    void aRequestThatNobodyPublishedIsFound() {
        books.atTheDoor("mail.rejected", "order-9", 9);

        found(Kind.FOREIGN_REQUEST, "order-9");
    }

    @Test
    void aDeliveryThatIsMissingIsFound() {
        books.accepted("order-2", 1, false, ADA);

        found(Kind.WRONG_RECIPIENTS, "order-2");
    }

    @Test
    void aDeliveryToSomebodyElseIsFound() {
        books.relayed(books.accepted("order-2", 1, false, ADA), "order-2", GRACE);

        found(Kind.WRONG_RECIPIENTS, "order-2");
    }

    @Test
    void aDeliveryThatHasNotEndedIsFound() {
        UUID second = books.accepted("order-2", 1, false, ADA);
        books.event(second, "order-2", "delivery.deferred", ADA, 2);
        books.deliveries.add(new Standing(second, ADA, "deferred"));

        found(Kind.NO_END, "order-2 to " + ADA);
    }

    @Test
    void aDeliveryInDoubtHasEndedOnlyIfItIsToBeHeld() {
        UUID held = books.accepted("order-2", 1, true, ADA);
        books.event(held, "order-2", "delivery.in-doubt", ADA, 2);
        books.deliveries.add(new Standing(held, ADA, "in-doubt"));
        assertThat(Reconciliation.of(books.ledgers()).offences()).isEmpty();
        assertThat(Reconciliation.of(books.ledgers()).counts().held()).isOne();

        UUID other = books.accepted("order-3", 2, false, ADA);
        books.event(other, "order-3", "delivery.in-doubt", ADA, 2);
        books.deliveries.add(new Standing(other, ADA, "in-doubt"));
        found(Kind.NO_END, "order-3 to " + ADA);
    }

    @Test
    void aSecondEndIsFound() {
        books.event(mail, "order-1", "delivery.failed", ADA, 3);
        books.deliveries.set(0, new Standing(mail, ADA, "failed"));

        found(Kind.SEVERAL_ENDS, "order-1 to " + ADA);
    }

    @Test
    void somethingAfterTheEndIsFound() {
        books.event(mail, "order-1", "delivery.deferred", ADA, 3);
        books.deliveries.set(0, new Standing(mail, ADA, "deferred"));

        found(Kind.SEVERAL_ENDS, "order-1 to " + ADA);
    }

    @Test
    void aMissingEventIsFound() {
        UUID second = books.accepted("order-2", 1, false, ADA);
        books.event(second, "order-2", "delivery.relayed", ADA, 3);
        books.taken(second, ADA);
        books.deliveries.add(new Standing(second, ADA, "relayed"));

        found(Kind.BROKEN_SEQUENCE, "order-2 to " + ADA);
    }

    @Test
    void aChangeThatIsOnRecordTwiceIsFound() {
        books.event(mail, "order-1", "delivery.in-doubt", GRACE, 2);

        assertThat(Reconciliation.of(books.ledgers()).offences())
                .extracting(Offence::kind)
                .containsExactlyInAnyOrder(Kind.BROKEN_SEQUENCE, Kind.TOLD_TWICE);
    }

    @Test
    void aStateThatIsNotThatOfTheLastEventIsFound() {
        books.deliveries.set(0, new Standing(mail, ADA, "accepted"));

        found(Kind.OTHER_STATE, "order-1 to " + ADA);
    }

    @Test
    void aResultThatWasNotPublishedIsFound() {
        books.results.remove(0);

        found(Kind.UNTOLD, "order-1");
    }

    @Test
    void aResultThatTheTrailDoesNotKnowIsFound() {
        books.results.add(new Told(UUID.randomUUID(), "delivery.relayed", mail, "order-1", ADA, 2));

        found(Kind.FOREIGN_RESULT, "order-1");
    }

    @Test
    void aResultThatSaysSomethingElseThanTheTrailIsFound() {
        Told told = books.results.get(1);
        books.results.add(new Told(told.id(), "delivery.failed", mail, "order-1", ADA, 2));

        found(Kind.FOREIGN_RESULT, "order-1");
    }

    @Test
    void aMailThatIsSaidToBeRelayedAndWasNeverTakenIsFound() {
        books.sink.remove(0);

        found(Kind.NEVER_TAKEN, "order-1 to " + ADA);
    }

    @Test
    void aMailThatWasTakenMoreOftenThanTheTrailAdmitsIsFound() {
        books.taken(mail, ADA);

        found(Kind.UNNOTICED_DUPLICATE, "order-1 to " + ADA);
    }

    @Test
    void aMailThatWasTakenThoughItIsOnRecordAsFailedIsFound() {
        UUID second = books.accepted("order-2", 1, false, ADA);
        books.event(second, "order-2", "delivery.failed", ADA, 2);
        books.deliveries.add(new Standing(second, ADA, "failed"));
        books.taken(second, ADA);

        assertThat(Reconciliation.of(books.ledgers()).offences())
                .extracting(Offence::kind)
                .containsExactlyInAnyOrder(Kind.UNNOTICED_DUPLICATE, Kind.NOT_RELAYED);
    }

    @Test
    void aMailToBeHeldThatWasSentTwiceIsFound() {
        UUID second = books.accepted("order-2", 1, true, ADA);
        books.event(second, "order-2", "delivery.in-doubt", ADA, 2);
        books.deliveries.add(new Standing(second, ADA, "in-doubt"));
        books.taken(second, ADA);
        books.taken(second, ADA);

        found(Kind.UNNOTICED_DUPLICATE, "order-2 to " + ADA);
    }

    @Test
    void aMailToBeHeldThatWasTakenTwiceInOneAttemptIsFound() {
        UUID second = books.accepted("order-2", 1, true, ADA);
        books.relayed(second, "order-2", ADA);
        books.taken(second, ADA);

        found(Kind.UNNOTICED_DUPLICATE, "order-2 to " + ADA);
    }

    @Test
    void aMailToBeHeldThatWasAttemptedAgainIsFoundThoughItWasTakenOnce() {
        UUID second = books.accepted("order-2", 1, true, ADA);
        books.event(second, "order-2", "delivery.in-doubt", ADA, 2);
        books.event(second, "order-2", "delivery.relayed", ADA, 3);
        books.taken(second, ADA);
        books.deliveries.add(new Standing(second, ADA, "relayed"));

        found(Kind.NOT_HELD, "order-2 to " + ADA);
    }

    @Test
    void otherBytesUnderTheSameMessageIdAreFound() {
        books.sink.set(2, new Taken(books.sink.get(2).messageId(), GRACE, 4711));

        found(Kind.OTHER_BYTES, "order-1");
    }

    @Test
    void aMailThatNobodyAcceptedIsFound() {
        books.sink.add(new Taken("<nobody@example.org>", ADA, 1));

        found(Kind.FOREIGN_MAIL, "<nobody@example.org>");
    }

    @Test
    void aRecipientWhomTheRequestDoesNotNameIsFound() {
        books.taken(mail, "eve@example.org");

        found(Kind.FOREIGN_RECIPIENT, "order-1");
    }

    private void found(Kind kind, String subject) {
        assertThat(Reconciliation.of(books.ledgers()).offences())
                .extracting(Offence::kind, Offence::subject)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(kind, subject));
    }
}
