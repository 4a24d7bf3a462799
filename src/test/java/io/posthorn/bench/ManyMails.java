package io.posthorn.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Tables as they are after a while: so many mails over five weeks, one in ten to two recipients, two events for each;
 * nine in ten are relayed, the newest tenth waits, and a few are anything else. One request in eleven was refused. The
 * suppression list has a tenth as many lines.
 */
final class ManyMails {

    /** Plain arithmetic, so that PostgreSQL inlines it: it is called millions of times. */
    private static final String ID = """
            create function id_of(i bigint, salt text) returns uuid language sql immutable parallel safe return
              (overlay(overlay(lpad(to_hex(%d + i * %d), 12, '0') || md5(salt || i) placing '7' from 13 for 1)
                       placing '8' from 17 for 1)::varchar(32))::uuid
            """;

    private static final String[] ROWS = {
        """
        insert into mail (id, accepted_at, lane, tenant, request_id, stream, tags, template_name, template_hash, locale,
                          on_doubt, source_topic, source_partition, source_offset, spec)
        select id_of(i, 'mail'), now(), 'transactional', case when i %% 100000 = 7 then 'rare' else 'shop' end,
               'order-' || i, 'transactional', jsonb_build_object('order', i::text),
               case when i %% 50000 = 7 then 'rare' else 'order-confirmation' end, sha256('x'), 'en', 'resend',
               'mail.requests.v1', i %% 12, i / 12,
               '{"from":["shop@example.org"],"to":[["ada@example.org"]],"data":{"note":"' || repeat(md5(i::text), 13) || '"}}'
        from generate_series(1::bigint, %1$d) i
        """, """
        insert into delivery (mail_id, ordinal, lane, recipient, state, sequence, attempt, weight, due_at, expires_at,
                              late_at, lease_owner)
        select id_of(i, 'mail'), o, 'transactional',
               case when i %% 20 = 3 then 'Ops@example.org' else 'user' || (i * 7919) %% 200000 || '@example.org' end,
               case when i > %1$d * 0.9 then 'accepted' when i %% 5000 = 7 then 'failed'
                    when i %% 1000 = 9 then 'deferred' else 'relayed' end,
               1, 1, 1000,
               case when i > %1$d * 0.9 then now() - (%1$d - i) * interval '10 ms'
                    when i %% 1000 = 9 and i %% 5000 <> 7 then now() + i * interval '1 ms' end,
               now() + interval '2 days', now() + i * interval '10 ms',
               case when i > %1$d - 2000 then '00000000-0000-0000-0000-00000000000a'::uuid end
        from generate_series(1::bigint, %1$d) i, generate_series(0, case when i %% 10 = 0 then 1 else 0 end) o
        """, """
        insert into audit_event (id, xid, type, mail_id, sequence, source_topic, source_partition, source_offset)
        select id_of(i, 'accepted'), (i / 200 + 100)::text::xid8, 'mail.accepted', id_of(i, 'mail'), 0,
               'mail.requests.v1', i %% 12, i / 12
        from generate_series(1::bigint, %1$d) i
        """, """
        insert into audit_event (id, xid, type, mail_id, ordinal, recipient, sequence, attempt, detail)
        select id_of(i + 5, 'relayed'), (i / 200 + 110)::text::xid8, 'delivery.relayed', id_of(i, 'mail'), 0,
               'user' || (i * 7919) %% 200000 || '@example.org', 1, 1,
               '{"smtp": {"relay": "default", "phase": "DOT", "code": 250, "text": "2.0.0 Ok: queued as 4B1D21C"}}'
        from generate_series(1::bigint, %1$d) i
        """, """
        insert into audit_event (id, xid, type, mail_id, detail)
        select id_of(i, 'refused'), (i / 200 + 100)::text::xid8, 'mail.rejected', id_of(i, 'request'),
               jsonb_build_object('tenant', 'shop', 'requestId', 'refused-' || i, 'code', 'invalid-request')
        from generate_series(1::bigint, %1$d, 10) i
        """, """
        insert into request_key (tenant, key, body_hash, mail_id)
        select 'shop', 'order-' || i, sha256(i::text::bytea), id_of(i, 'mail') from generate_series(1::bigint, %1$d) i
        """, """
        insert into suppression (tenant, address, stream, reason, until)
        select 'shop', 'gone' || i || '@example.org', 'transactional', 'invalid-recipient', now() + interval '90 days'
        from generate_series(1::bigint, %1$d, 10) i
        """,
    };

    private ManyMails() {}

    static void fill(Connection connection, int mails) throws SQLException {
        Instant monday = LocalDate.now(ZoneOffset.UTC)
                .with(DayOfWeek.MONDAY)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        long step = Duration.ofDays(35).toMillis() / mails;
        try (Statement statement = connection.createStatement()) {
            statement.execute("alter system set max_wal_size = '8GB'");
            statement.execute("select pg_reload_conf()");
            statement.execute("set synchronous_commit = off");
            // The trail is read up to the oldest transaction that runs: there must have been as many as it names.
            statement.execute("do $$ begin for i in 1.." + (mails / 200 + 200)
                    + " loop perform pg_current_xact_id(); commit; end loop; end $$");
            statement.execute(ID.formatted(monday.toEpochMilli(), step));
            for (String rows : ROWS) {
                long begun = System.nanoTime();
                statement.execute(rows.formatted(mails));
                System.out.printf(
                        "%s: %d s%n",
                        rows.substring(0, rows.indexOf('(')).strip(), (System.nanoTime() - begun) / 1_000_000_000);
            }
            statement.execute("vacuum (analyze)");
            statement.execute("checkpoint");
        }
    }
}
