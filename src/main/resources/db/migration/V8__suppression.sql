-- Addresses that are not to be mailed.
create table suppression (
    tenant     text        not null,
    -- As SuppressedAddress writes it; @ and a domain stands for all its addresses.
    address    text        not null,
    -- One of the tenant's streams, or * for all of them.
    stream     text        not null,
    reason     text        not null,
    -- Null: for good.
    until      timestamptz,
    created_at timestamptz not null default now(),
    -- The mail whose refusal it was, if it was one.
    mail_id    uuid,
    primary key (tenant, address, stream)
);

-- A mail that expired because the mailbox was full all the time.
create table full_mailbox (
    tenant  text        not null,
    address text        not null,
    stream  text        not null,
    at      timestamptz not null default now()
);
create index full_mailbox_address on full_mailbox (tenant, address, stream);
