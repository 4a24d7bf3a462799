-- Which state of the set a version was first used from: a commit where one is known.
alter table template_version add column revision text;

-- The last set that an instance took from a directory and found whole. An instance that starts with a broken directory
-- goes on with this one.
create table template_set (
    singleton boolean     not null primary key default true check (singleton),
    hash      bytea       not null,
    revision  text        not null,
    files     bytea       not null,
    saved_at  timestamptz not null default now()
);
