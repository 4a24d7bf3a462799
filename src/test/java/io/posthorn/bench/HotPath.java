package io.posthorn.bench;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Plans of the statements that every batch runs, planned as the driver has them planned after a while: generically. */
final class HotPath {

    private static final String CLAIM = "select mail_id, ordinal from delivery where lane = $1 and lease_owner is null"
            + " and due_at <= now() order by due_at limit $2 for update skip locked";
    private static final String LATE = "select mail_id, ordinal from delivery where late_at <= now()"
            + " and late_at < 'infinity' and due_at is not null and lease_owner is null order by late_at limit $1"
            + " for update skip locked";
    private static final String OUTCOMES = """
            update delivery d set state = o.state, sequence = d.sequence + 1, due_at = null, lease_owner = null
            from unnest($1::uuid[], $2::smallint[], $3::text[]) as o (mail_id, ordinal, state)
            where d.mail_id = o.mail_id and d.ordinal = o.ordinal""";
    private static final String TAIL = """
            select e.*, m.tenant, m.request_id, m.stream, m.tags from audit_event e left join mail m on m.id = e.mail_id
            where (e.xid, e.id) > ($1, $2) and e.xid < pg_snapshot_xmin(pg_current_snapshot())
            order by e.xid, e.id limit $3""";
    private static final String KEYS = """
            select k.* from unnest($1::text[], $2::text[]) as w (tenant, key)
            join request_key k on k.tenant = w.tenant and k.key = w.key""";
    private static final String RECLAIM = "update delivery set lease_owner = null where lease_owner = $1";
    private static final String REFUSED = "select mail_id from audit_event where type = 'mail.rejected'"
            + " and mail_id <= $1 order by mail_id desc limit 51";

    private static final String STANDINGS = """
            select mail_id, ordinal, state, lease_owner from delivery
            where mail_id = any ($1) and ($2 is null or lower(recipient) = lower($2)) and ($3 is null or state = $3)
            order by mail_id, ordinal for no key update""";
    private static final String INTERVENE = """
            update delivery d set state = i.state, sequence = d.sequence + 1,
                due_at = case when i.due then greatest(now(), d.not_before) end,
                lease_owner = null, lease_epoch = d.lease_epoch + 1
            from unnest($1::uuid[], $2::smallint[], $3::int[], $4::text[], $5::boolean[])
                 as i (mail_id, ordinal, sequence, state, due)
            where d.mail_id = i.mail_id and d.ordinal = i.ordinal and d.sequence = i.sequence
            returning d.mail_id, d.ordinal, d.due_at""";
    private static final String REVOKED = """
            select l.mail_id, l.ordinal
            from unnest($1::uuid[], $2::smallint[], $3::uuid[], $4::int[]) as l (mail_id, ordinal, lease_owner, lease_epoch)
            where not exists (
                select 1 from delivery d
                where d.mail_id = l.mail_id and d.ordinal = l.ordinal
                  and d.lease_owner = l.lease_owner and d.lease_epoch = l.lease_epoch)""";

    private final Connection connection;
    private final PrintStream out;

    private HotPath(Connection connection, PrintStream out) {
        this.connection = connection;
        this.out = out;
    }

    static void explain(Connection connection, PrintStream out) throws SQLException {
        new HotPath(connection, out).all();
    }

    private void all() throws SQLException {
        connection.setAutoCommit(true);
        run("set plan_cache_mode = force_generic_plan");
        plan("claim", CLAIM, "text, int", "'transactional', 200");
        run("update delivery set lease_owner = gen_random_uuid() where (mail_id, ordinal) in (select mail_id, ordinal"
                + " from delivery where lease_owner is null and due_at <= now() order by due_at limit 50000)");
        plan("claim, with 50,000 just taken and not yet vacuumed", CLAIM, "text, int", "'transactional', 200");
        plan("what is late", LATE, "int", "500");
        String ids = value(
                "select quote_literal(array_agg(mail_id)) from (select mail_id from delivery where ordinal = 0"
                        + " and mail_id > id_of((select count(*) * 3 / 10 from mail), 'mail') order by mail_id limit 200) d");
        plan(
                "outcomes of 200",
                OUTCOMES,
                "uuid[], smallint[], text[]",
                ids + ", array_fill(0::smallint, array[200]), array_fill('relayed'::text, array[200])");
        plan("200 mails that an operator acts on", STANDINGS, "uuid[], text, text", ids + ", null, null");
        plan(
                "what an operator makes of them",
                INTERVENE,
                "uuid[], smallint[], int[], text[], boolean[]",
                ids + ", array_fill(0::smallint, array[200]), array_fill(1, array[200]),"
                        + " array_fill('cancelled'::text, array[200]), array_fill(false, array[200])");
        plan(
                "leases that an operator took away, among 200",
                REVOKED,
                "uuid[], smallint[], uuid[], int[]",
                ids + ", array_fill(0::smallint, array[200]), " + ids + ", array_fill(1, array[200])");
        plan("tail, 1,000 behind", TAIL, "xid8, uuid, int", "'3000', id_of(600000, 'accepted'), 1000");
        plan("tail, caught up", TAIL, "xid8, uuid, int", "pg_snapshot_xmin(pg_current_snapshot()), id_of(1, ''), 1000");
        String keys = value("select quote_literal(array_agg('order-' || i)) from generate_series(5000, 5199) i");
        plan("request keys of 200", KEYS, "text[], text[]", "array_fill('shop'::text, array[200]), " + keys);
        plan("reclaim", RECLAIM, "uuid", "'00000000-0000-0000-0000-00000000000a'");
        plan("refused requests", REFUSED, "uuid", "'ffffffff-ffff-ffff-ffff-ffffffffffff'");
        run("create index if not exists audit_event_rejected on audit_event (mail_id) where type = 'mail.rejected'");
        run("analyze audit_event");
        plan("refused requests, by an index of their own", REFUSED, "uuid", "'ffffffff-ffff-ffff-ffff-ffffffffffff'");
        sizes();
    }

    private void plan(String name, String sql, String types, String values) throws SQLException {
        run("prepare hot (" + types + ") as " + sql);
        try (PreparedStatement explain =
                connection.prepareStatement("explain (analyze, buffers) execute hot (" + values + ")")) {
            connection.setAutoCommit(false);
            ExplainingDataSource.read(explain);
            connection.rollback();
            out.println("## " + name + "\n\n" + sql + ";\n\n" + ExplainingDataSource.read(explain));
            connection.rollback();
            connection.setAutoCommit(true);
        }
        run("deallocate hot");
    }

    private void sizes() throws SQLException {
        out.println("## sizes in MB\n");
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select regexp_replace(relname, '_(\\d{4}w\\d\\d|default)', ''), relkind::text,"
                                + " sum(pg_relation_size(oid))::bigint >> 20 from pg_class where relnamespace = 'public'::regnamespace"
                                + " and relkind in ('r', 'i') group by 1, 2 order by 3 desc")) {
            while (rows.next()) {
                out.printf("%8d %s %s%n", rows.getLong(3), rows.getString(2), rows.getString(1));
            }
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String value(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
