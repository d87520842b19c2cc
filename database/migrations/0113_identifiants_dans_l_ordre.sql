-- Rows of one statement are made within a millisecond: their identifiers, which lists fall back on, then followed no order. Twelve of the
-- random bits now say the moment within the millisecond (RFC 9562, 6.2, method 3), as PostgreSQL 18's own uuidv7 does.
create or replace function nouvel_id() returns uuid language sql volatile parallel safe as $$
  select (overlay(lpad(to_hex((extract(epoch from clock_timestamp()) * 4096000)::bigint), 15, '0') placing '7' from 13 for 0)
    || right(replace(gen_random_uuid()::text, '-', ''), 16))::uuid $$;
comment on function nouvel_id() is 'An identifier ordered by time, to a quarter of a microsecond (UUID version 7).';
