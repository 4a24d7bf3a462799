-- The weekly partitions are made without standing in anybody's way: docs/adr/0003-tables.md says how.

-- What the partition of that week is called.
create function posthorn_week(parent text, the_week date) returns text
    language sql stable strict parallel safe
return parent || to_char(date_trunc('week', the_week::timestamp), '_IYYY"w"IW');

-- Makes the partition of the week of that day, with those rows of it that are in the default partition already; unless
-- there are more than most_rows of them, which is an error. Nobody is kept waiting for longer than the timeout: it gives
-- up instead, with 55P03.
create function posthorn_add_week(parent text, the_week date, most_rows bigint default null) returns void
    language plpgsql set lock_timeout = '1s' as
$$
declare
    monday   timestamp := date_trunc('week', the_week::timestamp);
    name     text      := posthorn_week(parent, the_week);
    rest     text      := parent || '_default';
    first_id uuid      := posthorn_uuid_at(monday at time zone 'UTC');
    next_id  uuid      := posthorn_uuid_at((monday + interval '7 days') at time zone 'UTC');
    early    bigint;
begin
    -- One at a time, whichever instance is first.
    perform pg_advisory_xact_lock(hashtext('posthorn_ensure_partitions'));
    if to_regclass(name) is not null then
        return;
    end if;
    execute format('select count(*) from (select from %I where id >= $1 and id < $2 limit $3 + 1) early', rest)
        into early using first_id, next_id, most_rows;
    if early > most_rows then
        raise exception 'more than % rows of that week are in % already', most_rows, rest using errcode = '23514';
    end if;
    if early > 0 or monday <= now() at time zone 'UTC' then
        -- Who has planned a query without the new partition must not find its rows gone from the default one. Of a week
        -- that has not begun there are no rows that could be missed, and nobody has to wait.
        execute format('lock table only %I, only %I in access exclusive mode', parent, rest);
    end if;
    -- Apart, and attached: a partition that is created as one locks out everybody who uses the table.
    execute format('create table %I (like %I including all)', name, parent);
    execute format('with early as (delete from %I where id >= $1 and id < $2 returning *) insert into %I select * from early',
                   rest, name) using first_id, next_id;
    execute format('alter table %I attach partition %I for values from (%L) to (%L)', parent, name, first_id, next_id);
end
$$;

-- For gateways of the version before, which begin with it and must not fail over a week.
create or replace function posthorn_ensure_partitions(weeks_ahead integer) returns void
    language plpgsql as
$$
declare
    week   date;
    parent text;
begin
    for week in
        select date_trunc('week', now() at time zone 'UTC')::date + 7 * ahead from generate_series(0, weeks_ahead) ahead
    loop
        foreach parent in array array ['mail', 'audit_event']
        loop
            begin
                perform posthorn_add_week(parent, week, 10000);
            exception when others then
                raise warning '% is not made: %', posthorn_week(parent, week), sqlerrm;
            end;
        end loop;
    end loop;
end
$$;
