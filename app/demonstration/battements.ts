import type { Pool } from 'pg'

/** A month of heartbeats, with two short absences. */
export const battreUnMois = (pool: Pool) =>
  pool.query(`with a as (select date_trunc('hour', maintenant(), 'UTC') as h,
          extract(minute from maintenant() at time zone 'UTC')::int as minute)
    insert into battement (heure, minutes)
    select a.h - make_interval(hours => n),
      (case n when 0 then rpad(repeat('1', minute + 1), 60, '0') when 144 then overlay(repeat('1', 60) placing '0000' from 13)
          when 456 then overlay(repeat('1', 60) placing '00000000000' from 31) else repeat('1', 60) end)::bit(60)
    from a, generate_series(0, 720) n
    on conflict do nothing`)
