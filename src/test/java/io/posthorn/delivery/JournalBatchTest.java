package io.posthorn.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class JournalBatchTest {

    private final JournalBatch batch = new JournalBatch(32);

    @Test
    void itGrowsWhileAllOfItBeginsAtOnceUpToEightTimesItsLeast() {
        assertThat(batch.size()).isEqualTo(32);

        for (int i = 0; i < 10; i++) {
            begun(batch.size(), 1);
        }

        assertThat(batch.size()).isEqualTo(256);
    }

    @Test
    void itShrinksToItsLeastWhenAttemptsHaveToWait() {
        begun(32, 1);
        begun(64, 1);
        assertThat(batch.size()).isEqualTo(128);

        begun(128, 15);
        assertThat(batch.size()).isEqualTo(128);
        begun(128, 40);
        assertThat(batch.size()).isEqualTo(64);
        begun(64, 40);
        begun(32, 40);

        assertThat(batch.size()).isEqualTo(32);
    }

    @Test
    void aBatchThatWasNotFullSaysNothing() {
        begun(31, 1);

        assertThat(batch.size()).isEqualTo(32);
    }

    private void begun(int attempts, int millis) {
        batch.begun(attempts, TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
