package io.posthorn.store;

import java.time.Clock;
import java.time.Instant;

/** The database's clock without a database. */
public final class Clocks {

    private Clocks() {}

    /** A clock that was just there, and goes on from there. */
    public static DatabaseClock at(Instant now) {
        DatabaseClock clock = new DatabaseClock(Clock.systemUTC());
        clock.set(now);
        return clock;
    }
}
