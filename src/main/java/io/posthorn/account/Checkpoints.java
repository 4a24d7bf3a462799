package io.posthorn.account;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * Table {@code account_checkpoint}: where an account can be begun when the partitions of the trail before it have been
 * dropped. The first one is before everything, and good for as long as nothing has been.
 */
final class Checkpoints {

    // Ids are made by the database's time, to within a round trip. Whether a partition is gone is asked with a day to
    // spare.
    private static final String OLDEST = """
            with kept as (
                select min(substring(pg_get_expr(p.relpartbound, p.oid) from 'FROM \\(''([0-9a-f-]{36})''\\)'))::uuid
                       as first
                from pg_inherits i join pg_class p on p.oid = i.inhrelid
                where i.inhparent = 'audit_event'::regclass)
            select c.taken_at, c.from_xid::text, c.ledger::text, c.from_xid = '0' as everything,
                   posthorn_uuid_at(c.taken_at + interval '1 minute') as first_mail
            from account_checkpoint c, kept
            where posthorn_uuid_at(c.taken_at - case c.from_xid when '0' then interval '0' else interval '1 day' end)
                  >= kept.first
            order by c.taken_at limit 1
            """;

    private static final String NEWEST = """
            select taken_at, from_xid::text, ledger::text, from_xid = '0' as everything,
                   posthorn_uuid_at(taken_at + interval '1 minute') as first_mail
            from account_checkpoint order by taken_at desc limit 1
            """;

    private static final String ADD = """
            insert into account_checkpoint (from_xid, ledger)
            select from_xid, ledger from account
            where not exists (select 1 from account_checkpoint where taken_at > now() - interval '1 day')
            """;

    private static final UUID FIRST = new UUID(0, 0);

    private Checkpoints() {}

    /** The oldest one after which everything is still in the trail. */
    static Opening oldest(Connection connection) throws SQLException {
        Opening opening = read(connection, OLDEST);
        return opening == null ? read(connection, NEWEST) : opening;
    }

    /** Adds one a day, where the running account stands. */
    static void add(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(ADD)) {
            insert.executeUpdate();
        }
    }

    private static Opening read(Connection connection, String sql) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                return null;
            }
            boolean everything = row.getBoolean("everything");
            return new Opening(
                    everything
                            ? null
                            : row.getObject("taken_at", OffsetDateTime.class).toInstant(),
                    row.getString("from_xid"),
                    everything ? FIRST : row.getObject("first_mail", UUID.class),
                    AccountJson.readLedger(row.getString("ledger")));
        }
    }
}
