package io.posthorn.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SightingsTest {

    private static final UUID ADA = new UUID(0, 1);
    private static final UUID GRACE = new UUID(0, 2);
    private static final Instant SIGN = Instant.parse("2026-11-25T04:00:00Z");

    private long now;
    private final Sightings sightings = new Sightings(Duration.ofSeconds(2), () -> now);

    @Test
    void whoseSignStaysTheSameLongEnoughIsNamed() {
        assertThat(after(1, Map.of(ADA, SIGN))).isEmpty();
        assertThat(after(1, Map.of(ADA, SIGN))).isEmpty();
        assertThat(after(1, Map.of(ADA, SIGN))).containsExactly(ADA);
        assertThat(after(0, Map.of(ADA, SIGN))).containsExactly(ADA);
    }

    @Test
    void whoGivesAnotherSignIsNot() {
        after(1, Map.of(ADA, SIGN, GRACE, SIGN));
        after(1, Map.of(ADA, SIGN.plusSeconds(1), GRACE, SIGN));
        assertThat(after(1, Map.of(ADA, SIGN.plusSeconds(1), GRACE, SIGN))).containsExactly(GRACE);
    }

    @Test
    void whatHappenedWhileNobodyLookedIsNotKnown() {
        after(1, Map.of(ADA, SIGN));
        after(1, Map.of(ADA, SIGN));
        assertThat(after(3, Map.of(ADA, SIGN))).isEmpty();
        assertThat(after(1, Map.of(ADA, SIGN))).isEmpty();
        assertThat(after(1, Map.of(ADA, SIGN))).containsExactly(ADA);
    }

    @Test
    void whoIsGoneIsForgotten() {
        after(1, Map.of(ADA, SIGN));
        after(1, Map.of());
        after(1, Map.of(ADA, SIGN));
        assertThat(after(1, Map.of(ADA, SIGN))).isEmpty();
    }

    private Set<UUID> after(int seconds, Map<UUID, Instant> aliveUntil) {
        now += Duration.ofSeconds(seconds).toNanos();
        return sightings.unchanged(aliveUntil);
    }
}
