-- The account of everything that came in. docs/adr/0008-the-account.md says how it closes.

-- First of all, so that whoever is moving a partition on is done, and has a smaller transaction id than this one.
lock table intake_offset in share row exclusive mode;

-- How many deliveries the mail has; null for mails from before the account.
alter table mail add column recipients smallint;

-- What no delivery can be: open and waiting for nothing, or at its end and waiting. So this index is empty, costs nothing,
-- and finds at once what should not be there.
create index delivery_impossible on delivery (mail_id, ordinal)
    where (due_at is null and lease_owner is null
           and state not in ('held', 'in-doubt', 'relayed', 'failed', 'expired', 'suppressed', 'cancelled'))
       or ((due_at is not null or lease_owner is not null)
           and state in ('held', 'relayed', 'failed', 'expired', 'suppressed', 'cancelled'));

-- The running account. It has seen every event of transactions below from_xid, and the offsets they account for are in the
-- ledger. Mails up to looked_at have been looked at in this round.
create table account (
    singleton   boolean     not null primary key default true check (singleton),
    from_xid    xid8        not null,
    ledger      jsonb       not null,
    offenders   jsonb       not null default '[]',
    unaccounted bigint      not null default 0,
    looked_at   uuid        not null default '00000000-0000-0000-0000-000000000000',
    ran_at      timestamptz not null default 'epoch'
) with (fillfactor = 50);

-- Where an account can be begun when what was before it is gone. '0' is before everything.
create table account_checkpoint (
    taken_at timestamptz not null default now() primary key,
    from_xid xid8        not null,
    ledger   jsonb       not null
);

-- A new database has all of its history before it. In one that has been in use, the account begins here.
insert into account (from_xid, ledger)
select case when exists (select from intake_offset) then pg_current_xact_id() else '0' end, '[]';
insert into account_checkpoint (from_xid, ledger) select from_xid, ledger from account;

create function posthorn_append_event(type text, topic text, partition integer, first_offset bigint, detail jsonb)
    returns void language sql as
$$
    insert into audit_event (id, type, source_topic, source_partition, source_offset, detail)
    values ((substr(posthorn_uuid_at(clock_timestamp())::text, 1, 14) || '7' || substr(gen_random_uuid()::text, 16))::uuid,
            type, topic, partition, first_offset, detail)
$$;

-- Has a partition read from that offset on, and says so in the trail: for people who want records taken in again, or
-- passed over.
create function posthorn_begin_partition(the_topic text, the_partition integer, first_offset bigint, why text)
    returns void language sql as
$$
    with moved as (
        update intake_offset set next_offset = first_offset, updated_at = now()
        where topic = the_topic and partition = the_partition
        returning topic_id)
    select posthorn_append_event('intake.begun', the_topic, the_partition, first_offset,
                                 jsonb_build_object('topicId', topic_id, 'reason', why))
    from moved
$$;

-- Begins a new account, and says so in the trail: for people who know of everything that is not accounted for and can do
-- no more about it.
create function posthorn_begin_account(why text) returns void language sql as
$$
    delete from account_checkpoint;
    select posthorn_append_event('account.begun', null, null, null,
                                 jsonb_build_object('reason', why, 'offenders', offenders, 'ledger', ledger))
    from account;
    update account
    set offenders = '[]', unaccounted = 0, ran_at = 'epoch',
        ledger = coalesce((select jsonb_agg(page || '{"gaps": []}') from jsonb_array_elements(ledger) page), '[]');
    insert into account_checkpoint (from_xid, ledger) select from_xid, ledger from account;
$$;

-- Partitions that are being read already.
select posthorn_begin_partition(topic, partition, next_offset, 'the account begins') from intake_offset;
