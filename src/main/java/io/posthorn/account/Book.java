package io.posthorn.account;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Table {@code account}, as it is read.
 *
 * @param fromXid every event of smaller transactions is in the ledger
 * @param ledger the offsets they account for
 * @param offenders what was wrong then, and is not in the ledger
 * @param lookedAt the last of the older mails that have been looked at in this round
 * @param state how the account stood
 * @param settled every event of smaller transactions can be seen by now
 */
record Book(String fromXid, Ledger ledger, List<Offender> offenders, UUID lookedAt, Book.State state, String settled) {

    // Of two instances one does it. No row is locked for that: it would give the transaction an id, and the results'
    // tail would wait for its end.
    private static final String TURN = """
            select pg_try_advisory_xact_lock(hashtext('posthorn_account'))
                   and exists (select 1 from account where ran_at <= clock_timestamp() - ? * interval '1 ms')
            """;

    private static final String READ = """
            select from_xid::text, ledger::text, offenders::text, looked_at, unaccounted,
                   extract(epoch from clock_timestamp() - ran_at) as age,
                   pg_snapshot_xmin(pg_current_snapshot())::text as settled
            from account
            """;

    private static final String WRITE = """
            update account
            set from_xid = ?::text::xid8, ledger = ?::jsonb, offenders = ?::jsonb, unaccounted = ?, looked_at = ?,
                ran_at = now()
            """;

    private static final int MOST_OFFENDERS = 2000;

    /**
     * How the account stands.
     *
     * @param unaccounted requests and deliveries that nothing accounts for
     * @param foundAt when that was found, by {@link System#nanoTime()}
     */
    record State(double unaccounted, long foundAt) {

        /** Found so long ago. */
        static State found(double unaccounted, double secondsAgo) {
            return new State(unaccounted, System.nanoTime() - (long) (secondsAgo * 1e9));
        }

        /** Grows for as long as nobody finds anything new. */
        double ageSeconds() {
            return (System.nanoTime() - foundAt) / 1e9;
        }
    }

    /** Whether its time has come, and nobody else is at it. */
    static boolean turn(Connection connection, Duration interval) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(TURN)) {
            select.setLong(1, interval.toMillis());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    static Book read(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(READ);
                ResultSet row = select.executeQuery()) {
            row.next();
            return new Book(
                    row.getString("from_xid"),
                    AccountJson.readLedger(row.getString("ledger")),
                    AccountJson.readOffenders(row.getString("offenders")),
                    row.getObject("looked_at", UUID.class),
                    State.found(row.getLong("unaccounted"), row.getDouble("age")),
                    row.getString("settled"));
        }
    }

    /** Closes it with what has become of it. */
    void write(Connection connection, List<Offender> lasting, long unaccounted, UUID looked) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(WRITE)) {
            update.setString(1, settled);
            update.setString(2, AccountJson.write(ledger));
            update.setString(
                    3, AccountJson.write(lasting.stream().limit(MOST_OFFENDERS).toList()));
            update.setLong(4, unaccounted);
            update.setObject(5, looked);
            update.executeUpdate();
        }
    }
}
