package io.posthorn.relay;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Keeps attempts from a relay that does not answer. Opens when so many attempts in a row got no answer; after a pause
 * lets one attempt through, and no second while that lasts; closes when that one is answered, else pauses for twice as
 * long. Any answer to a mail counts, a refusal too; a refusal of the session is none.
 */
final class CircuitBreaker {

    private final int failures;
    private final long pause;
    private final long longestPause;
    private final LongSupplier nanoTime;

    private int inARow;
    private long nextPause;
    private boolean open;
    private long probeAt;
    private Pass probe;

    CircuitBreaker(RelayConfig.Breaker config, LongSupplier nanoTime) {
        this(config.failures(), config.pause().toNanos(), config.longestPause().toNanos(), nanoTime);
    }

    private CircuitBreaker(int failures, long pause, long longestPause, LongSupplier nanoTime) {
        this.failures = failures;
        this.pause = pause;
        this.longestPause = longestPause;
        this.nextPause = pause;
        this.nanoTime = nanoTime;
    }

    /** One that nothing opens. */
    static CircuitBreaker alwaysClosed() {
        return new CircuitBreaker(Integer.MAX_VALUE, 1, 1, System::nanoTime);
    }

    /** Leave to make one attempt; ends with one of its methods. */
    final class Pass {

        private Pass() {}

        /** The server said something. True if that closes the breaker. */
        boolean answered() {
            return CircuitBreaker.this.answered();
        }

        /** The server said nothing. True if that opens the breaker. */
        boolean unanswered() {
            return CircuitBreaker.this.unanswered(this);
        }

        /** The attempt was not made. */
        void unused() {
            CircuitBreaker.this.unused(this);
        }
    }

    /** Leave to make one attempt, or null: none is to be made now. */
    synchronized Pass enter() {
        if (!open) {
            return new Pass();
        }
        if (probe != null || nanoTime.getAsLong() - probeAt < 0) {
            return null;
        }
        probe = new Pass();
        return probe;
    }

    /** How long until {@link #enter} may give leave; nothing if it does now. While a probe lasts, the first pause. */
    synchronized Duration closedFor() {
        if (!open) {
            return Duration.ZERO;
        }
        return Duration.ofNanos(probe != null ? pause : Math.max(0, probeAt - nanoTime.getAsLong()));
    }

    synchronized boolean isOpen() {
        return open;
    }

    private synchronized boolean answered() {
        boolean wasOpen = open;
        inARow = 0;
        open = false;
        probe = null;
        nextPause = pause;
        return wasOpen;
    }

    private synchronized boolean unanswered(Pass pass) {
        if (!open) {
            if (++inARow < failures) {
                return false;
            }
            open = true;
            rest();
            return true;
        }
        // Others were under way when it opened; what they found is known.
        if (pass == probe) {
            rest();
        }
        return false;
    }

    private synchronized void unused(Pass pass) {
        if (pass == probe) {
            probe = null;
        }
    }

    private void rest() {
        probe = null;
        probeAt = nanoTime.getAsLong() + nextPause;
        nextPause = Math.min(longestPause, 2 * nextPause);
    }
}
