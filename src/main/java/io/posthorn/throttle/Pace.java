package io.posthorn.throttle;

import java.util.concurrent.ThreadLocalRandom;

/**
 * How fast a server lets us go. A reply that asks to go slower halves the attempts that may be under way at a time and
 * brings a pause; each answer after that lets one more a round through, until nothing holds them any more. Replies to
 * attempts that had begun before the last such cut say nothing new.
 */
final class Pace {

    /** So many at a time are as good as any number. */
    private static final int ANY = 64;

    private static final double JITTER = 0.2;

    private final long firstPause;
    private final long longestPause;
    private double window = ANY;
    private long pause;
    private long pausedUntil;
    private long cutAt;

    Pace(LimitsConfig.Slowdown config) {
        this.firstPause = config.pause().toNanos();
        this.longestPause = config.longestPause().toNanos();
    }

    /** Whether it is held to anything. */
    boolean slowed() {
        return window < ANY;
    }

    /** Attempts that may be under way at a time. */
    int window() {
        return slowed() ? (int) window : Integer.MAX_VALUE;
    }

    /** How long until the pause is over, in nanoseconds; 0 if there is none. */
    long pausedFor(long now) {
        return slowed() ? Math.max(0, pausedUntil - now) : 0;
    }

    /** A server asked to go slower. True if it is the first to do so. */
    boolean pushedBack(long attemptBegan, int underWay, long now) {
        boolean first = !slowed();
        if (!first && attemptBegan - cutAt <= 0) {
            return false;
        }
        window = Math.max(1, Math.min(window, underWay) / 2);
        pause = Math.min(longestPause, Math.max(firstPause, 2 * pause));
        double stretch = 1 + JITTER * (2 * ThreadLocalRandom.current().nextDouble() - 1);
        pausedUntil = now + (long) (pause * stretch);
        cutAt = now;
        return first;
    }

    /** A server answered without asking for that. */
    void answered(long attemptBegan) {
        if (!slowed() || attemptBegan - cutAt <= 0) {
            return;
        }
        double before = window;
        window += 1 / window;
        if ((int) window > (int) before) {
            pause /= 2;
        }
        if (!slowed()) {
            pause = 0;
        }
    }
}
