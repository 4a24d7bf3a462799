package io.posthorn.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Makes the partitions of the weeks to come, each in a transaction of its own. Nothing depends on them: rows of a week
 * that has none go into the default partition.
 */
final class Partitions {

    private static final Logger LOG = Logger.getLogger(Partitions.class);

    /** 55P03: lock_not_available; 57014: query_canceled. */
    private static final String LOCKED = "55P03";

    private static final String CANCELLED = "57014";

    /** What every look makes sure of is weeks ahead. */
    private static final Duration UNHURRIED = Duration.ofHours(6);

    /** Who reads a table for long, a dump or a report, is not stood in the way of, but is done some time. */
    private static final Duration SOON = Duration.ofMinutes(1);

    /** Rows that are moved from the default partition at a time when nobody knows of it: a second's work. */
    private static final int MOST_ROWS = 10_000;

    private static final String MISSING = """
            select parent, week, week <= (now() at time zone 'UTC')::date + 7
            from (select (date_trunc('week', now() at time zone 'UTC'))::date + 7 * ahead as week
                  from generate_series(0, ?) ahead) weeks,
                 unnest(array['mail', 'audit_event']) parent
            where to_regclass(posthorn_week(parent, week)) is null
            order by week, parent
            """;

    private final Transactions transactions;
    private final StoreConfig config;

    Partitions(Transactions transactions, StoreConfig config) {
        this.transactions = transactions;
        this.config = config;
    }

    private record Week(String parent, LocalDate monday, boolean near) {
        @Override
        public String toString() {
            return "The partition of " + parent + " for the week of " + monday;
        }
    }

    /** Makes what is missing and can be made now, and says when to look again. */
    Duration add() {
        Duration pause = UNHURRIED;
        try {
            Set<String> closed = new HashSet<>();
            for (Week week : transactions.once(this::missing)) {
                if (closed.contains(week.parent)) {
                    continue;
                }
                try {
                    transactions.once(connection -> create(connection, week));
                } catch (SQLException e) {
                    if (!isAboutRows(e)) {
                        // What is in the way of one week is in the way of the others too.
                        closed.add(week.parent);
                    }
                    pause = pause.compareTo(pauseAfter(e)) < 0 ? pause : pauseAfter(e);
                    tell(week, e, pauseAfter(e));
                }
            }
        } catch (SQLException e) {
            LOG.warnf("Could not see which partitions are missing, looking again in %s: %s", SOON, firstLine(e));
            return SOON;
        }
        return pause;
    }

    private static boolean isAboutRows(SQLException e) {
        return !Outage.passes(e);
    }

    /** What took too long will do so again, and holds others up each time. */
    private static Duration pauseAfter(SQLException e) {
        return isAboutRows(e) || CANCELLED.equals(e.getSQLState()) ? UNHURRIED : SOON;
    }

    private static void tell(Week week, SQLException e, Duration pause) {
        if (LOCKED.equals(e.getSQLState()) && !week.near) {
            LOG.infof("%s has to wait for who uses the table, trying again in %s", week, pause);
        } else {
            LOG.warnf(
                    "%s could not be made, trying again in %s: %s. Nothing is lost, its rows go into %s_default."
                            + " If it does not come by itself, do in a quiet hour: select posthorn_add_week('%s', '%s')",
                    week, pause, firstLine(e), week.parent, week.parent, week.monday);
        }
    }

    private List<Week> missing(Connection connection) throws SQLException {
        List<Week> weeks = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(MISSING)) {
            select.setInt(1, config.partitionsAhead());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    weeks.add(new Week(row.getString(1), row.getObject(2, LocalDate.class), row.getBoolean(3)));
                }
            }
        }
        return weeks;
    }

    private static Void create(Connection connection, Week week) throws SQLException {
        // The default partition is read through, with everybody locked out who uses it.
        try (Statement bounds = connection.createStatement()) {
            bounds.execute("set local statement_timeout = '10s'");
        }
        try (PreparedStatement add = connection.prepareStatement("select posthorn_add_week(?, ?, ?)")) {
            add.setString(1, week.parent);
            add.setObject(2, week.monday);
            add.setLong(3, MOST_ROWS);
            add.execute();
        }
        return null;
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
