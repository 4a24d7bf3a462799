package io.posthorn.store;

import java.sql.SQLException;
import java.util.Set;

/** Tells a database that is away, full or busy from one that refuses (PostgreSQL, appendix A, "Error Codes"). */
public final class Outage {

    /**
     * 21 cardinality, 22 data exception, 23 integrity constraint, 54 program limit exceeded: what depends on the data
     * alone. Everything else may be mended outside: a password that has changed, a right or a table that is missing.
     */
    private static final Set<String> REFUSING_CLASSES = Set.of("21", "22", "23", "54");

    private Outage() {}

    /** Whether waiting may help. */
    public static boolean passes(SQLException e) {
        String state = e.getSQLState();
        // No state: the pool had no connection to give.
        return state == null || state.length() < 2 || !REFUSING_CLASSES.contains(state.substring(0, 2));
    }
}
