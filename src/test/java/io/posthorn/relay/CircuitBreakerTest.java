package io.posthorn.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.testing.Settings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
    private final CircuitBreaker breaker = new CircuitBreaker(
            Settings.read(
                            RelayConfig.class,
                            "posthorn.relay.breaker.failures=3",
                            "posthorn.relay.breaker.pause=4s",
                            "posthorn.relay.breaker.longest-pause=10s")
                    .breaker(),
            now::get);

    @Test
    void isClosedUntilSoManyInARowGotNoAnswer() {
        breaker.enter().unanswered();
        breaker.enter().unanswered();
        breaker.enter().answered();
        breaker.enter().unanswered();
        breaker.enter().unanswered();
        assertThat(breaker.enter()).isNotNull();
        assertThat(breaker.closedFor()).isZero();

        assertThat(breaker.enter().unanswered()).isTrue();

        assertThat(breaker.enter()).isNull();
        assertThat(breaker.closedFor()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void letsOneThroughAfterThePauseAndNoSecondWhileThatLasts() {
        open();
        pass(Duration.ofMillis(3999));
        assertThat(breaker.enter()).isNull();
        pass(Duration.ofMillis(1));

        CircuitBreaker.Pass probe = breaker.enter();

        assertThat(probe).isNotNull();
        assertThat(breaker.enter()).isNull();
        assertThat(probe.answered()).isTrue();
        assertThat(breaker.enter()).isNotNull();
        assertThat(breaker.enter()).isNotNull();
    }

    @Test
    void pausesForTwiceAsLongEachTimeUpToTheLongest() {
        open();
        for (int seconds : List.of(4, 8, 10, 10)) {
            pass(Duration.ofSeconds(seconds).minusNanos(1));
            assertThat(breaker.enter()).isNull();
            pass(Duration.ofNanos(1));
            assertThat(breaker.enter().unanswered()).isFalse();
        }
    }

    @Test
    void beginsWithAShortPauseAgainAfterAnAnswer() {
        open();
        pass(Duration.ofSeconds(4));
        breaker.enter().unanswered();
        pass(Duration.ofSeconds(8));
        breaker.enter().answered();

        open();

        assertThat(breaker.closedFor()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void aProbeThatWasNotMadeIsReplacedByTheNext() {
        open();
        pass(Duration.ofSeconds(4));
        breaker.enter().unused();
        assertThat(breaker.enter()).isNotNull();
    }

    @Test
    void whatWasUnderWayWhenItOpenedNeitherProlongsThePauseNorEndsTheProbe() {
        List<CircuitBreaker.Pass> underWay =
                Stream.generate(breaker::enter).limit(10).toList();
        underWay.subList(0, 9).forEach(CircuitBreaker.Pass::unanswered);
        assertThat(breaker.closedFor()).isEqualTo(Duration.ofSeconds(4));
        pass(Duration.ofSeconds(4));
        assertThat(breaker.enter()).isNotNull();

        underWay.get(9).unanswered();

        assertThat(breaker.enter()).isNull();
    }

    @Test
    void aLateAnswerClosesIt() {
        CircuitBreaker.Pass early = breaker.enter();
        open();
        assertThat(early.answered()).isTrue();
        assertThat(breaker.enter()).isNotNull();
    }

    private void open() {
        for (int i = 0; i < 3; i++) {
            breaker.enter().unanswered();
        }
        assertThat(breaker.enter()).isNull();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
