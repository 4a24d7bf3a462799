package io.posthorn.store;

import java.sql.SQLException;
import java.util.Set;

/** Tells a database that is away, full or busy from one that refuses (PostgreSQL, appendix A, "Error Codes"). */
public final class Outage {

    /**
     * 08 connection, 25 read-only after a failover, 40 deadlock or serialisation, 53 out of disk, memory or connections,
     * 55 lock not available, 57 shutting down or cancelled, 58 system error, XX internal error.
     */
    private static final Set<String> PASSING_CLASSES = Set.of("08", "25", "40", "53", "55", "57", "58", "XX");

    private Outage() {}

    /** Whether waiting may help. */
    public static boolean passes(SQLException e) {
        String state = e.getSQLState();
        // No state: the pool had no connection to give.
        return state == null || state.length() < 2 || PASSING_CLASSES.contains(state.substring(0, 2));
    }
}
