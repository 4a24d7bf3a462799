package io.posthorn.testing.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.posthorn.testing.ledger.Offence.Kind;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReconciledFatesTest {

    private static final String ADA = "ada@example.org";

    private final Books books = new Books();

    @BeforeEach
    void oneMailThatWasRelayed() {
        books.relayed(books.accepted("order-1", 0, false, ADA), "order-1", ADA);
    }

    @Test
    void aRepetitionARefusalAndADeadLetterThatWereToBeSoAreNoOffence() {
        books.published("order-1", false, Fate.REPETITION, 1, ADA);
        books.atTheDoor("mail.duplicate", "order-1", 1);
        books.published("order-2", false, Fate.REFUSAL, 2, ADA);
        books.atTheDoor("mail.rejected", "order-2", 2);
        books.deadLetter(Fate.DEAD_LETTER, 3);
        books.deadLetters.add(books.deadLetters.get(0));

        assertThat(Reconciliation.of(books.ledgers()).offences()).isEmpty();
    }

    @Test
    void theRepetitionMayBecomeTheMailAndTheFirstItsRepetition() {
        books.producer.set(0, new Published("order-1", List.of(ADA), false, Fate.REPETITION, Books.TOPIC, 0, 0));
        books.published("order-1", false, Fate.MAIL, 1, ADA);
        books.atTheDoor("mail.duplicate", "order-1", 1);

        assertThat(Reconciliation.of(books.ledgers()).offences()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"MAIL, mail.rejected", "REPETITION, mail.rejected", "REFUSAL, mail.duplicate"})
    void aRecordThatBecameSomethingElseIsFound(Fate fate, String type) {
        // The mail that it may be a repetition of is there.
        books.published("order-1", false, fate, 1, ADA);
        books.atTheDoor(type, "order-1", 1);

        found(Kind.WRONG_FATE, Books.TOPIC + "-0@1");
    }

    @Test
    void aRequestWithoutAcknowledgementThatBecameSomethingElseIsFound() {
        books.published("order-2", false, Fate.MAIL, Published.UNKNOWN, ADA);
        books.atTheDoor("mail.rejected", "order-2", 7);

        found(Kind.WRONG_FATE, Books.TOPIC + "-0@7");
    }

    @Test
    void aRequestToBeRefusedThatBecameAMailIsFound() {
        books.relayed(books.accepted("order-2", 1, false, ADA), "order-2", ADA);
        books.producer.set(1, new Published("order-2", List.of(ADA), false, Fate.REFUSAL, Books.TOPIC, 0, 1));

        found(Kind.WRONG_FATE, Books.TOPIC + "-0@1");
    }

    @Test
    void aRequestThatIsOnRecordAsNoneIsFound() {
        books.deadLetter(Fate.MAIL, 1);

        found(Kind.WRONG_FATE, Books.TOPIC + "-0@1");
    }

    @Test
    void somethingUnreadableThatIsOnRecordAsARefusalIsFound() {
        books.published(null, false, Fate.DEAD_LETTER, 1);
        books.atTheDoor("mail.rejected", null, 1);

        found(Kind.WRONG_FATE, Books.TOPIC + "-0@1");
    }

    @Test
    void aRepetitionOfNothingIsFound() {
        books.published("order-2", false, Fate.MAIL, 1, ADA);
        books.atTheDoor("mail.duplicate", "order-2", 1);

        found(Kind.WRONG_FATE, "order-2");
    }

    @Test
    void aDeadLetterThatIsNotInItsTopicIsFound() {
        books.deadLetter(Fate.DEAD_LETTER, 1);
        books.deadLetters.clear();

        found(Kind.LOST_DEAD_LETTER, Books.TOPIC + "-0@1");
    }

    @Test
    void aDeadLetterThatIsNotOnRecordAsOneIsFound() {
        books.deadLetters.add(new Noted.Origin(Books.TOPIC, 0, 0));

        found(Kind.FOREIGN_DEAD_LETTER, Books.TOPIC + "-0@0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "expired", "suppressed", "cancelled"})
    void aDeliveryThatEndedWithoutHavingBeenRelayedIsFound(String end) {
        UUID second = books.accepted("order-2", 1, true, ADA);
        books.event(second, "order-2", "delivery." + end, ADA, 2);
        books.deliveries.add(new Standing(second, ADA, end));

        found(Kind.NOT_RELAYED, "order-2 to " + ADA);
    }

    private void found(Kind kind, String subject) {
        assertThat(Reconciliation.of(books.ledgers()).offences())
                .extracting(Offence::kind, Offence::subject)
                .containsExactly(tuple(kind, subject));
    }
}
