package io.posthorn.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.account.Ledger.Partition;
import io.posthorn.account.Offender.Kind;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private static final Partition ONE = new Partition("requests", 1);
    private static final Partition TWO = new Partition("requests", 2);

    private final Ledger ledger = new Ledger();

    @Test
    void offsetsWithoutAGapAreAccountedFor() {
        ledger.begin(ONE, 5);
        ledger.begin(TWO, 0);
        ledger.enter(ONE, 5, 6);
        ledger.enter(TWO, 0, 4);
        ledger.enter(ONE, 6, 9);

        assertThat(ledger.offenders()).isEmpty();
        assertThat(ledger.pages().get(ONE).next()).isEqualTo(9);
        assertThat(ledger.entered()).isEqualTo(8);
    }

    @Test
    void aGapIsNamedByItsOffsets() {
        ledger.begin(ONE, 0);
        ledger.enter(ONE, 2, 3);
        ledger.enter(ONE, 7, 8);

        assertThat(ledger.offenders()).extracting(Offender::subject).containsExactly(offsets(0, 2), offsets(3, 7));
        assertThat(ledger.offenders()).extracting(Offender::kind).containsOnly(Kind.OFFSETS_MISSING);
    }

    @Test
    void anEventThatComesLateFillsItsGap() {
        ledger.begin(ONE, 0);
        ledger.enter(ONE, 10, 11);

        ledger.enter(ONE, 4, 5);
        ledger.enter(ONE, 0, 1);

        assertThat(ledger.offenders()).extracting(Offender::subject).containsExactly(offsets(1, 4), offsets(5, 10));
    }

    @Test
    void anOffsetThatComesTwiceIsNamed() {
        ledger.begin(ONE, 0);
        ledger.enter(ONE, 0, 3);

        ledger.enter(ONE, 1, 2);
        ledger.enter(ONE, 2, 3);
        ledger.enter(ONE, 3, 4);

        assertThat(ledger.offenders())
                .singleElement()
                .isEqualTo(new Offender(
                        Kind.OFFSET_REPEATED,
                        offsets(1, 3),
                        ledger.offenders().get(0).detail()));
        assertThat(ledger.pages().get(ONE).next()).isEqualTo(4);
    }

    @Test
    void whatIsBegunAnewForgivesNothing() {
        ledger.begin(ONE, 0);
        ledger.enter(ONE, 1, 2);

        ledger.begin(ONE, 0);
        ledger.enter(ONE, 0, 1);

        assertThat(ledger.offenders()).extracting(Offender::subject).containsExactly(offsets(0, 1));
        assertThat(ledger.lasting()).hasSize(1);
    }

    @Test
    void whatWasBeforeTheBeginningIsNotLookedAt() {
        ledger.enter(ONE, 3, 4);
        ledger.begin(ONE, 9);

        assertThat(ledger.offenders()).isEmpty();
        assertThat(ledger.pages().get(ONE).next()).isEqualTo(9);
    }

    @Test
    void itIsBoundedHoweverMuchIsMissing() {
        ledger.begin(ONE, 0);
        for (int i = 0; i < 5 * Ledger.MOST; i++) {
            ledger.enter(ONE, 2 * i + 1, 2 * i + 2);
        }

        assertThat(ledger.offenders()).hasSize(2 * Ledger.MOST);
        assertThat(ledger.unnamed()).isEqualTo(3 * Ledger.MOST);
    }

    @Test
    void aCopyGoesOnApart() {
        ledger.begin(ONE, 0);
        Ledger copy = ledger.copy();

        copy.enter(ONE, 5, 6);

        assertThat(ledger.offenders()).isEmpty();
        assertThat(copy.offenders()).hasSize(1);
    }

    @Test
    void itIsReadAsItWasWritten() {
        ledger.begin(TWO, 3);
        ledger.begin(ONE, 0);
        ledger.enter(ONE, 5, 6);
        ledger.enter(ONE, 9, 10);

        Ledger read = AccountJson.readLedger(AccountJson.write(ledger));

        assertThat(AccountJson.write(read)).isEqualTo(AccountJson.write(ledger));
        assertThat(read.offenders()).isEqualTo(ledger.offenders());
        assertThat(AccountJson.readOffenders(AccountJson.write(ledger.offenders())))
                .isEqualTo(ledger.offenders());
    }

    private static Offender.Offsets offsets(long from, long to) {
        return new Offender.Offsets("requests", 1, from, to);
    }
}
