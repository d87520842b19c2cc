import { setTimeout as attendre } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Programme } from '#app/contexte.ts'

/** Three times a minute, so that a slow moment is not an absence; whichever process writes a minute first has it. */
const PAS_MS = 20_000

/** @returns stops, once what is under way is done */
export function planifierBattements(programme: Programme): () => Promise<void> {
  const arret = new AbortController()
  const tour = (async () => {
    while (!arret.signal.aborted) {
      await battre(programme).catch((err: Error) => programme.log.warn({ err }, 'no heartbeat'))
      await attendre(PAS_MS, undefined, { signal: arret.signal, ref: false }).catch(() => {})
    }
  })()
  return async () => {
    arret.abort()
    await tour
  }
}

/** This minute the portal could write to its database. */
export const battre = (programme: Pick<Programme, 'db'>) =>
  sql`/* @battement */
    insert into battement (heure, minutes)
    select date_trunc('hour', t, 'UTC'), set_bit(repeat('0', 60)::bit(60), extract(minute from t at time zone 'UTC')::int, 1)
    from (select maintenant() as t offset 0) x
    on conflict (heure) do update
    set minutes = battement.minutes | excluded.minutes
    where battement.minutes | excluded.minutes <> battement.minutes`.execute(programme.db)
