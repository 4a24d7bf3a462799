package io.posthorn.store;

import io.posthorn.testing.JumpingClock;
import java.time.Instant;

/** The database's clock for tests that have no database. */
public final class DatabaseClocks {

    private DatabaseClocks() {}

    /** One that goes on from that instant, on a machine whose own clock jumps. */
    public static DatabaseClock at(Instant now) {
        DatabaseClock clock = new DatabaseClock(new JumpingClock());
        clock.set(now);
        return clock;
    }
}
