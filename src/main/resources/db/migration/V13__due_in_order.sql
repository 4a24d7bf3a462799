-- What is due at the same time has an order too, so that the search for it can go on where it was:
-- docs/adr/0009-a-claim-goes-on-where-it-was.md says why.
drop index delivery_due;
create index delivery_due on delivery (lane, due_at, mail_id) where due_at is not null and lease_owner is null;
