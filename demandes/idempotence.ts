import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { refus } from '#demandes/refus.ts'
import type { Tx } from '#platform/database/open.ts'
import type { Textes } from '#ui/textes/index.ts'

/** Takes the key for this transaction, or says which demande it already led to; two at once: the second waits. @throws Refus cle-idempotence-reutilisee */
export async function reserverCle(tx: Tx, t: Textes, auteur: string, route: string, cle: string, corps: unknown): Promise<number | null> {
  const empreinte = createHash('sha256').update(JSON.stringify(trier(corps))).digest()
  const { rows } = await sql<{ demande: number | null; memeCorps: boolean; prise: boolean }>`/* @cle */
    with prise as (insert into idempotence (auteur, cle, route, empreinte) values (${auteur}::uuid, ${cle}, ${route}, ${empreinte}) on conflict do nothing returning true)
    select null::bigint as demande, true as meme_corps, true as prise from prise
    union all select demande, empreinte = ${empreinte}, false from idempotence where auteur = ${auteur}::uuid and cle = ${cle} and route = ${route} and not exists (select from prise)`.execute(tx)
  const vue = rows[0] ?? (await sql<{ demande: number | null; memeCorps: boolean; prise: boolean }>`
    select demande, empreinte = ${empreinte} as meme_corps, false as prise from idempotence where auteur = ${auteur}::uuid and cle = ${cle} and route = ${route}`.execute(tx)).rows[0]
  if (!vue || vue.prise) return null
  if (!vue.memeCorps) throw refus(t, 'cle-idempotence-reutilisee')
  return vue.demande
}

/** Same body, same hash, whatever the order of its members. */
function trier(v: unknown): unknown {
  if (Array.isArray(v)) return v.map(trier)
  if (v && typeof v === 'object') return Object.fromEntries(Object.keys(v).toSorted().map((k) => [k, trier((v as Record<string, unknown>)[k])]))
  return v
}
