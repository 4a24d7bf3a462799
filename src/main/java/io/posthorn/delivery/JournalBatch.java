package io.posthorn.delivery;

import java.util.concurrent.TimeUnit;

/**
 * How many attempts are put on record in one write. All of them are in doubt if the gateway dies, begun or not: so no more
 * than begin within a moment, but as many as that, since each write costs the same.
 */
final class JournalBatch {

    private static final long MOMENT = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int TIMES = 8;

    private final int least;
    private int size;

    /** Never fewer than that, and never more than eight times as many. */
    JournalBatch(int least) {
        this.least = least;
        this.size = least;
    }

    int size() {
        return size;
    }

    /** So many have begun, the last of them so long after the first. */
    void begun(int attempts, long nanos) {
        if (nanos > 2 * MOMENT) {
            size = Math.max(least, size / 2);
        } else if (nanos < MOMENT && attempts >= size) {
            size = Math.min(TIMES * least, 2 * size);
        }
    }
}
