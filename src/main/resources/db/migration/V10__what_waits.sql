-- What may not be attempted yet and is too much to wait in memory is parked: it is not due before its life ends, and is
-- brought back by what it waits for. docs/adr/0007-limits.md says why.

-- What it waits for, as in destination:example.org; null if it waits for nothing but its time.
alter table delivery add column waits_for text;

create index delivery_waiting on delivery (lane, waits_for, mail_id)
    where waits_for is not null and lease_owner is null and due_at is not null;
