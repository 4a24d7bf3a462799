package io.posthorn.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdRangeTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @Test
    void aRangeHoldsWhatWasMadeFromItsBeginUntilBeforeItsEnd() {
        IdRange range = IdRange.between(NOON, NOON.plusMillis(10));

        assertThat(holds(range, UuidCreator.getTimeOrderedEpochMax(NOON.minusMillis(1))))
                .isFalse();
        assertThat(holds(range, UuidCreator.getTimeOrderedEpochMin(NOON))).isTrue();
        assertThat(holds(range, UuidCreator.getTimeOrderedEpochMax(NOON.plusMillis(9))))
                .isTrue();
        assertThat(holds(range, UuidCreator.getTimeOrderedEpochMin(NOON.plusMillis(10))))
                .isFalse();
    }

    @Test
    void anOpenRangeHoldsEverything() {
        IdRange range = IdRange.between(null, null);

        assertThat(holds(range, new UUID(0, 0))).isTrue();
        assertThat(holds(range, new UUID(-1, -1))).isTrue();
    }

    @Test
    void instantsBeyondWhatAnIdCanSayAreTheEndsOfTime() {
        assertThat(holds(IdRange.between(Instant.MIN, Instant.MAX), UuidCreator.getTimeOrderedEpochMin(NOON)))
                .isTrue();
        assertThat(holds(IdRange.between(null, Instant.MIN), new UUID(0, 0))).isFalse();
    }

    @Test
    void aRangeIsNeverMadeLongerByItsCursor() {
        IdRange range = IdRange.between(null, NOON);

        assertThat(range.upTo(UuidCreator.getTimeOrderedEpochMin(NOON.plusSeconds(1))))
                .isEqualTo(range);
        assertThat(range.upTo(new UUID(1, 1)).highest()).isEqualTo(new UUID(1, 1));
    }

    private static boolean holds(IdRange range, UUID id) {
        return IdRange.ORDER.compare(range.lowest(), id) <= 0 && IdRange.ORDER.compare(id, range.highest()) <= 0;
    }
}
