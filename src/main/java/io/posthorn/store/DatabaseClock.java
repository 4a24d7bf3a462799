package io.posthorn.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The database's time without asking for it: read off now and then, carried on by the machine's monotonic clock.
 * Expiry and due times are measured by it, so that a machine whose wall clock jumps decides nothing wrong. Read off for
 * the first time before the {@link Schema} is ready, and nothing is decided before that.
 */
@ApplicationScoped
public class DatabaseClock {

    private record Reading(Instant database, long nanoTime) {}

    private volatile Reading last;

    DatabaseClock(Clock clock) {
        this.last = new Reading(clock.instant(), System.nanoTime());
    }

    /** Takes the database's {@code now()} as of just now. */
    public void set(Instant databaseNow) {
        last = new Reading(databaseNow, System.nanoTime());
    }

    /** The database's time, to within a round trip. */
    public Instant now() {
        Reading reading = last;
        return reading.database.plus(Duration.ofNanos(System.nanoTime() - reading.nanoTime));
    }
}
