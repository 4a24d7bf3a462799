package io.posthorn.queue;

import java.time.Duration;
import java.util.List;

/**
 * How the mails of one stream are tried again.
 *
 * @param pauses after the first, second, … attempt; the last one repeats
 * @param jitter share by which a pause is stretched or shortened at random
 * @param lifetime of a mail that sets no end of its own
 * @param lateAfter age at which a mail is late
 */
record RetryPolicy(List<Duration> pauses, double jitter, Duration lifetime, Duration lateAfter) {

    static RetryPolicy of(RetryConfig all) {
        return new RetryPolicy(all.pauses(), all.jitter(), all.lifetime(), all.lateAfter()).checked("posthorn.retry");
    }

    static RetryPolicy of(String stream, RetryConfig.Stream own, RetryConfig all) {
        return new RetryPolicy(
                        own.pauses().orElse(all.pauses()),
                        own.jitter().orElse(all.jitter()),
                        own.lifetime().orElse(all.lifetime()),
                        own.lateAfter().orElse(all.lateAfter()))
                .checked("posthorn.retry.streams." + stream);
    }

    private RetryPolicy checked(String prefix) {
        if (pauses.isEmpty()) {
            throw new IllegalArgumentException(prefix + ".pauses names at least one pause");
        }
        pauses.forEach(pause -> positive(prefix + ".pauses", pause));
        positive(prefix + ".lifetime", lifetime);
        positive(prefix + ".late-after", lateAfter);
        if (!(jitter >= 0 && jitter < 1)) {
            throw new IllegalArgumentException(prefix + ".jitter is at least 0 and less than 1, not " + jitter);
        }
        return this;
    }

    private static void positive(String name, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " must be longer than nothing, not " + duration);
        }
    }

    /**
     * The pause after so many attempts.
     *
     * @param chance from 0 to 1: where in the range of the jitter
     */
    Duration pause(int attempts, double chance) {
        Duration pause = pauses.get(Math.min(Math.max(attempts, 1), pauses.size()) - 1);
        return Duration.ofMillis(Math.round(pause.toMillis() * (1 + jitter * (2 * chance - 1))));
    }
}
