import { sql } from 'kysely'
import type { Db } from '#platform/database/open.ts'
import type { Trouvaille } from './types.ts'

export interface EnCache {
  trouve: Trouvaille | null
  consulteLe: Date
}

/** A remembered answer of the API that still holds; null when there is none. */
export async function lireCache(db: Db, siret: string): Promise<EnCache | null> {
  const { rows } = await sql<{ reponse: EnCache['trouve']; consulteLe: Date }>`
    select reponse, consulte_le from sirene_cache where siret = ${siret}::bigint and expire_le > maintenant()`.execute(db)
  return rows[0] ? { trouve: rows[0].reponse, consulteLe: rows[0].consulteLe } : null
}

/** Remembers what the API answered: a day when found, ten minutes when unknown (a company just registered comes soon). */
export async function garder(db: Db, siret: string, trouve: EnCache['trouve']): Promise<Date> {
  const { rows } = await sql<{ consulteLe: Date }>`
    with perimees as (-- A few old ones with each new one, skipping those that another process is removing.
        delete from sirene_cache
        where siret in (select siret
            from sirene_cache
            where expire_le < maintenant() and siret <> ${siret}::bigint
            order by expire_le
            limit 20 for update skip locked)),
      heure as (select maintenant() as h)
    insert into sirene_cache (siret, reponse, consulte_le, expire_le)
    select ${siret}::bigint, ${trouve && JSON.stringify(trouve)}::jsonb, h, h + ${trouve ? '24 hours' : '10 minutes'}::interval
    from heure
    on conflict (siret) do update
    set reponse = excluded.reponse, consulte_le = excluded.consulte_le, expire_le = excluded.expire_le
    returning consulte_le`.execute(db)
  return rows[0]!.consulteLe
}
