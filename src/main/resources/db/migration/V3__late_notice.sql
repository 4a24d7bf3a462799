-- When it is to be told that a delivery is still not made; infinity once that has been told. The index holds what waits
-- for an attempt and is not leased: rows that go straight through are never in it.
alter table delivery add column late_at timestamptz;
create index delivery_late on delivery (late_at)
    where late_at < 'infinity' and due_at is not null and lease_owner is null;
