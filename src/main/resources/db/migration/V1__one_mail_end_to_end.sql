-- Posthorn's tables. docs/adr/0003-tables.md says why they are as they are.

-- The smallest UUID of version 7 that can be made at that instant: ids are ranges of time.
create function posthorn_uuid_at(at timestamptz) returns uuid
    language sql immutable strict parallel safe
return (lpad(to_hex(floor(extract(epoch from at) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid;

-- An accepted request. Written once, never updated.
create table mail (
    id               uuid        not null primary key,
    accepted_at      timestamptz not null,
    lane             text        not null,
    tenant           text        not null,
    request_id       text        not null,
    stream           text        not null,
    tags             jsonb,
    correlation_id   text,
    traceparent      text,
    template_name    text,
    template_hash    bytea,
    locale           text,
    on_doubt         text        not null,
    expires_at       timestamptz,
    source_topic     text,
    source_partition integer,
    source_offset    bigint,
    -- Everything else, as JSON: addressees, data or ready-made content, headers, attachments.
    spec             text        not null
) partition by range (id);

create index mail_request on mail (request_id);
create index mail_template on mail (template_name, id) where template_name is not null;

-- One recipient of a mail. Narrow, because it is updated.
create table delivery (
    mail_id     uuid     not null,
    ordinal     smallint not null,
    lane        text     not null,
    recipient   text     not null,
    state       text     not null,
    -- Of the last event of this delivery.
    sequence    integer  not null,
    attempt     integer  not null,
    -- Of the request, in octets: what an instance must have room for.
    weight      integer  not null,
    -- When the next attempt may begin; null if there is none to come.
    due_at      timestamptz,
    expires_at  timestamptz not null,
    lease_owner uuid,
    lease_epoch integer  not null default 0,
    primary key (mail_id, ordinal)
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);

create index delivery_recipient on delivery (lower(recipient), mail_id);
create index delivery_due on delivery (lane, due_at) where due_at is not null and lease_owner is null;
create index delivery_leased on delivery (lease_owner) where lease_owner is not null;
create index delivery_notable on delivery (state, mail_id) where state not in ('accepted', 'relayed');

-- One thing that happened. Written once, never updated. Its transaction's id puts the events into an order that
-- is safe to tail: what is below the snapshot's xmin has been committed or never will be.
create table audit_event (
    id               uuid        not null primary key,
    xid              xid8        not null default pg_current_xact_id(),
    at               timestamptz not null default now(),
    type             text        not null,
    mail_id          uuid,
    ordinal          smallint,
    recipient        text,
    sequence         integer,
    attempt          integer,
    source_topic     text,
    source_partition integer,
    source_offset    bigint,
    detail           jsonb
) partition by range (id);

create index audit_event_tail on audit_event (xid, id);
create index audit_event_mail on audit_event (mail_id, id) where mail_id is not null;
create index audit_event_refused on audit_event ((detail ->> 'requestId'), id) where type = 'mail.rejected';

-- Idempotency: the keys seen within the window.
create table request_key (
    tenant     text        not null,
    key        text        not null,
    body_hash  bytea       not null,
    mail_id    uuid        not null,
    created_at timestamptz not null default now(),
    primary key (tenant, key)
);
create index request_key_age on request_key using brin (created_at);

-- How far each partition of a request topic has been taken in. The truth; the consumer group's offset is a copy.
create table intake_offset (
    topic       text        not null,
    partition   integer     not null,
    -- Kafka's id of the topic: a topic that was deleted and created again has another.
    topic_id    uuid        not null,
    next_offset bigint      not null,
    updated_at  timestamptz not null default now(),
    primary key (topic, partition)
) with (fillfactor = 50);

-- The sources of a template, by what they hash to.
create table template_version (
    hash       bytea       not null primary key,
    name       text        not null,
    source     bytea       not null,
    created_at timestamptz not null default now()
);

-- A running gateway. Its leases hold for as long as it is alive.
create table gateway_instance (
    id          uuid        not null primary key,
    host        text        not null,
    started_at  timestamptz not null default now(),
    alive_until timestamptz not null
) with (fillfactor = 50);

-- The attempts that an instance may have under way: written before they begin.
create table attempt_journal (
    instance uuid       not null references gateway_instance (id) on delete cascade,
    lane     text       not null,
    mail_ids uuid[]     not null,
    ordinals smallint[] not null,
    primary key (instance, lane)
) with (fillfactor = 50);

-- How far the audit trail has been published, and by whom.
create table results_tail (
    singleton boolean     not null primary key default true check (singleton),
    owner     uuid,
    xid       xid8        not null,
    event_id  uuid        not null,
    moved_at  timestamptz not null default now()
) with (fillfactor = 50);
insert into results_tail (xid, event_id) values ('0', '00000000-0000-0000-0000-000000000000');

-- Partitions by week, so that retention drops tables instead of deleting rows. A default partition takes what no
-- other does, so that a missing partition loses nothing.
create table mail_default partition of mail default;
create table audit_event_default partition of audit_event default;

create function posthorn_ensure_partitions(weeks_ahead integer) returns void
    language plpgsql as
$$
declare
    monday timestamptz;
    parent text;
    name   text;
begin
    -- One at a time, whichever instance is first.
    perform pg_advisory_xact_lock(hashtext('posthorn_ensure_partitions'));
    for monday in
        select date_trunc('week', now(), 'UTC') + week * interval '7 days' from generate_series(0, weeks_ahead) week
    loop
        foreach parent in array array ['mail', 'audit_event']
        loop
            name := parent || to_char(monday at time zone 'UTC', '_IYYY"w"IW');
            if to_regclass(name) is null then
                execute format('create table %I partition of %I for values from (%L) to (%L)', name, parent,
                               posthorn_uuid_at(monday), posthorn_uuid_at(monday + interval '7 days'));
            end if;
        end loop;
    end loop;
end
$$;

select posthorn_ensure_partitions(4);
