package io.posthorn.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;

/**
 * Mails that wait in the table and become due together, put there by SQL, as intake leaves those that are to be sent later:
 * ready-made content, one recipient, 50 destinations, and the event that accepted them. 50,000 a transaction.
 */
final class DueMails {

    private static final int CHUNK = 50_000;

    /** All within a second: by their order in the table, or in none, as after retries. */
    private static final String IN_ORDER = "i * interval '1 microsecond'";

    private static final String SHUFFLED = "random() * interval '1 second'";

    private static final String ID =
            "(substr(posthorn_uuid_at(clock_timestamp())::text, 1, 14) || '7' || substr(gen_random_uuid()::text, 16))::uuid";

    private static final String ROWS = """
            with due as materialized (
                select i, %1$s as id, 'user' || i || '@d' || i %% 50 || '.example' as recipient
                from generate_series(?::int, ?::int) i),
            mails as (
                insert into mail (id, accepted_at, lane, tenant, request_id, stream, on_doubt, recipients, spec)
                select id, now(), 'transactional', 'bench', id::text, 'transactional', 'resend', 1,
                       '{"from":["shop@example.org"],"to":[["' || recipient || '"]],"content":{"subject":"Notice ' || i
                       || '","text":"' || repeat('All is well. ', 50) || '"}}'
                from due),
            events as (
                insert into audit_event (id, type, mail_id) select %1$s, 'mail.accepted', id from due)
            insert into delivery (mail_id, ordinal, lane, recipient, state, sequence, attempt, weight, due_at, expires_at,
                                  late_at)
            select id, 0, 'transactional', recipient, 'accepted', 1, 0, 800, ?::timestamptz + %2$s,
                   now() + interval '2 days', now() + interval '4 hours'
            from due
            """;

    private DueMails() {}

    /** When it will be that time by the database's clock. */
    static OffsetDateTime in(Connection connection, Duration time) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select clock_timestamp() + interval '" + time.toMillis() + " ms'")) {
            row.next();
            return row.getObject(1, OffsetDateTime.class);
        }
    }

    /**
     * Puts them into the table.
     *
     * @param due when the first of them is due; an exception if it takes longer than that
     */
    static void insert(Connection connection, int mails, OffsetDateTime due, boolean shuffled) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(ROWS.formatted(ID, shuffled ? SHUFFLED : IN_ORDER))) {
            for (int first = 1; first <= mails; first += CHUNK) {
                insert.setInt(1, first);
                insert.setInt(2, Math.min(mails, first + CHUNK - 1));
                insert.setObject(3, due);
                insert.executeUpdate();
            }
        }
        if (!in(connection, Duration.ZERO).isBefore(due)) {
            throw new IllegalStateException("putting " + mails + " mails into the table took too long");
        }
    }
}
