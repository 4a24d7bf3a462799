package io.posthorn.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Pace pace = new Pace(
            TestGates.config("posthorn.limits.slowdown.pause=10s", "posthorn.limits.slowdown.longest-pause=60s")
                    .slowdown());
    private long now = Long.MAX_VALUE - 30 * SECOND;

    @Test
    void nothingIsHeldBackUntilAServerAsksForIt() {
        pace.answered(now);
        assertThat(pace.slowed()).isFalse();
        assertThat(pace.window()).isEqualTo(Integer.MAX_VALUE);
        assertThat(pace.pausedFor(now)).isZero();
    }

    @Test
    void theFirstRequestHalvesWhatIsUnderWayAndBringsAPause() {
        assertThat(pace.pushedBack(now, 20, now)).isTrue();
        assertThat(pace.window()).isEqualTo(10);
        assertThat(pace.pausedFor(now)).isBetween(8 * SECOND, 12 * SECOND);
        assertThat(pace.pausedFor(now + 12 * SECOND)).isZero();
    }

    @Test
    void attemptsThatBeganBeforeTheCutSayNothingNew() {
        pace.pushedBack(now, 20, now);
        long pause = pace.pausedFor(now);
        for (int i = 0; i < 19; i++) {
            assertThat(pace.pushedBack(now - i, 19 - i, now + i)).isFalse();
        }
        pace.answered(now);
        assertThat(pace.window()).isEqualTo(10);
        assertThat(pace.pausedFor(now)).isEqualTo(pause);
    }

    @Test
    void eachFurtherRequestHalvesAgainAndDoublesThePauseUpToTheLongest() {
        for (int i = 0; i < 10; i++) {
            now += 100 * SECOND;
            pace.pushedBack(now, 20, now);
        }
        assertThat(pace.window()).isEqualTo(1);
        assertThat(pace.pausedFor(now)).isBetween(48 * SECOND, 72 * SECOND);
    }

    @Test
    void recoversByOneForEachRoundOfAnswersUntilNothingIsHeldBack() {
        pace.pushedBack(now, 4, now);
        answers(2);
        assertThat(pace.window()).isEqualTo(2);
        answers(1);
        assertThat(pace.window()).isEqualTo(3);
        answers(2);
        assertThat(pace.window()).isEqualTo(3);
        answers(1);
        assertThat(pace.window()).isEqualTo(4);
        answers(3000);
        assertThat(pace.slowed()).isFalse();
    }

    @Test
    void aServerThatAsksAndAnswersByTurnsIsNotPausedForEver() {
        for (int i = 0; i < 50; i++) {
            now += 100 * SECOND;
            pace.pushedBack(now, 1, now);
            answers(2);
        }
        assertThat(pace.pausedFor(now)).isLessThan(25 * SECOND);
    }

    private void answers(int number) {
        for (int i = 0; i < number; i++) {
            pace.answered(now + 1);
        }
    }
}
