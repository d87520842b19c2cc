import type { Pool } from 'pg'

/** A month of heartbeats, with two short absences. */
export const battreUnMois = (pool: Pool) => pool.query(`insert into battement (minute) select m from generate_series(date_trunc('minute', maintenant()) - interval '30 days', date_trunc('minute', maintenant()), interval '1 minute') m
  where not (m >= date_trunc('minute', maintenant()) - interval '19 days' and m < date_trunc('minute', maintenant()) - interval '19 days' + interval '11 minutes') and not (m >= date_trunc('minute', maintenant()) - interval '6 days' and m < date_trunc('minute', maintenant()) - interval '6 days' + interval '4 minutes') on conflict do nothing`)
