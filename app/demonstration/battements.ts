import type { Pool } from 'pg'

/** A month of heartbeats, with two short absences. The hour is asked once, not for each of forty thousand. */
export const battreUnMois = (pool: Pool) => pool.query(`with a as (select date_trunc('minute', maintenant()) as n)
  insert into battement (minute) select m from a, generate_series(n - interval '30 days', n, interval '1 minute') m
  where not (m >= n - interval '19 days' and m < n - interval '19 days' + interval '11 minutes') and not (m >= n - interval '6 days' and m < n - interval '6 days' + interval '4 minutes') on conflict do nothing`)
