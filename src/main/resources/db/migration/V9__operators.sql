-- What operators do to mails.

-- The mail's sendAt: a delivery that was held and is let go again still waits for it.
alter table delivery add column not_before timestamptz;

-- A delivery that was sent again, and the mail that did so; and that mail's way back.
alter table delivery add column resent_as uuid;
alter table mail add column resent_from uuid;

-- Leases of this instance and lane have been taken away by an operator: it looks at them before it uses them.
alter table attempt_journal add column leases_revoked boolean not null default false;
