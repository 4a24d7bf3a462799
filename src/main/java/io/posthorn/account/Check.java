package io.posthorn.account;

/**
 * One thing that must hold for mails and deliveries, as a query for those for which it does not: kind, mail, ordinal,
 * recipient, detail. Columns in brackets take the condition which mails to look at, whose whole history is then read.
 */
enum Check {
    IMPOSSIBLE("""
            select case when state in ('relayed', 'failed', 'expired', 'suppressed', 'cancelled')
                        then 'DELIVERY_UNDEAD' else 'DELIVERY_STRANDED' end,
                   mail_id, ordinal, recipient, 'it is ' || state || ' and '
                   || case when due_at is not null then 'due' when lease_owner is not null then 'leased'
                           else 'neither due nor leased' end
            from delivery
            where (due_at is null and lease_owner is null
                   and state not in ('held', 'in-doubt', 'relayed', 'failed', 'expired', 'suppressed', 'cancelled'))
               or ((due_at is not null or lease_owner is not null)
                   and state in ('held', 'relayed', 'failed', 'expired', 'suppressed', 'cancelled'))
            """),

    DOUBT("""
            select 'DELIVERY_STRANDED', d.mail_id, d.ordinal, d.recipient,
                   'it is in doubt and to be sent again, and neither due nor leased'
            from delivery d join mail m on m.id = d.mail_id
            where d.state = 'in-doubt' and d.due_at is null and d.lease_owner is null and m.on_doubt <> 'hold'
            """),

    // The leases of an instance that is dead and on record are taken over by whoever lives, now or later.
    HOLDER("""
            select 'HOLDER_MISSING', d.mail_id, d.ordinal, d.recipient,
                   'it is leased by ' || d.lease_owner || ', which is no instance'
            from delivery d
            where d.lease_owner is not null
              and not exists (select 1 from gateway_instance i where i.id = d.lease_owner)
            """),

    // Who is waited for expires within a minute, and an attempt that began just before takes some more. An hour is more
    // than all of that.
    FORGOTTEN("""
            select 'LEASE_FORGOTTEN', d.mail_id, d.ordinal, d.recipient,
                   'it is leased by ' || d.lease_owner || ', which is alive, and expired at '
                   || to_char(d.expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
            from gateway_instance i join delivery d on d.lease_owner = i.id
            where i.alive_until > now() and d.expires_at < now() - interval '1 hour'
            """),

    ACCEPTANCE("""
            select case when m.id is null then 'MAIL_MISSING' else 'SOURCE_DIFFERS' end, e.mail_id, null::int, null::text,
                   case when m.id is null then e.type || ' tells of it, and there is no such mail'
                        else 'it and its event name different records of Kafka' end
            from audit_event e left join mail m on m.id = e.mail_id
            where [e.mail_id] and e.type in ('mail.accepted', 'mail.duplicate')
              and (m.id is null
                   or (e.type = 'mail.accepted'
                       and (m.source_topic, m.source_partition, m.source_offset)
                           is distinct from (e.source_topic, e.source_partition, e.source_offset)))
            """),

    EVENTLESS_MAIL("""
            select 'ACCEPTANCE_MISSING', m.id, null::int, null::text, 'no event accepted it'
            from mail m
            where [m.id]
              and not exists (select 1 from audit_event e where e.mail_id = m.id and e.type = 'mail.accepted')
            """),

    RECIPIENTS("""
            select 'DELIVERIES_DIFFER', m.id, null::int, null::text,
                   'it has ' || m.recipients || ' recipients and ' || d.number || ' deliveries'
            from mail m cross join lateral (select count(*) as number from delivery c where c.mail_id = m.id) d
            where [m.id] and d.number <> m.recipients
            """),

    ORPHAN("""
            select 'MAIL_MISSING', d.mail_id, d.ordinal, d.recipient, 'it has a delivery, and there is no such mail'
            from delivery d
            where [d.mail_id] and not exists (select 1 from mail m where m.id = d.mail_id)
            """),

    // That a delivery is late is told by an event, and does not change its state.
    SEQUENCE("""
            select case when d.mail_id is null then 'DELIVERY_MISSING'
                        when r.lowest <> 2 or r.number <> r.highest - 1 or r.different <> r.number
                        then 'SEQUENCE_BROKEN'
                        else 'STATE_DIFFERS' end,
                   r.mail_id, r.ordinal, r.recipient,
                   case when d.mail_id is null then 'events tell of it, and there is no such delivery'
                        else 'it is ' || d.state || ' at ' || d.sequence || '; there are ' || r.number
                             || ' events from ' || r.lowest || ' to ' || r.highest
                             || coalesce(', the last of them ' || r.last, '') end
            from (select e.mail_id, e.ordinal, min(e.recipient) as recipient, min(e.sequence) as lowest,
                         max(e.sequence) as highest, count(*) as number, count(distinct e.sequence) as different,
                         substr(max(case when e.type <> 'delivery.late'
                                         then lpad(e.sequence::text, 10, '0') || e.type end), 11) as last
                  from audit_event e
                  where [e.mail_id] and e.ordinal is not null and e.sequence is not null
                  group by e.mail_id, e.ordinal) r
            left join delivery d on d.mail_id = r.mail_id and d.ordinal = r.ordinal
            where d.mail_id is null or r.lowest <> 2 or r.number <> r.highest - 1 or r.different <> r.number
               or d.sequence <> r.highest or coalesce(r.last, 'delivery.accepted') <> 'delivery.' || d.state
            """),

    EVENTLESS_DELIVERY("""
            select 'SEQUENCE_BROKEN', d.mail_id, d.ordinal, d.recipient,
                   'it is ' || d.state || ' at ' || d.sequence || ', and no event says so'
            from delivery d
            where [d.mail_id] and (d.sequence > 1 or d.state <> 'accepted')
              and not exists (select 1 from audit_event e
                              where e.mail_id = d.mail_id and e.ordinal = d.ordinal and e.sequence is not null)
            """);

    private final String sql;

    Check(String sql) {
        this.sql = sql;
    }

    /** Whether it looks at certain mails; otherwise at what is open, by indexes that hold nothing else. */
    boolean ofMails() {
        return sql.indexOf('[') >= 0;
    }

    /** The query, with brackets around the columns that the choice of mails is a condition on. */
    String sql() {
        return sql;
    }
}
