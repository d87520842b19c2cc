import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import { refus } from '#demandes/refus.ts'
import type { Tx } from '#platform/database/open.ts'
import type { Secret } from '#platform/secrets/ring.ts'
import type { Textes } from '#ui/textes/index.ts'

export interface Cle {
  auteur: string
  route: string
  cle: string
  corps: unknown
  secret: Secret
}

/** Under the portal's secret: a body may hold a number short enough to be guessed from a plain hash. */
const empreinteDe = ({ corps }: Cle, secret: string) =>
  createHmac('sha256', secret)
    .update('idempotence/1\n')
    .update(JSON.stringify(trier(corps)))
    .digest()

/** Takes the key for this transaction; two at once: the second waits for the first. To be continued by « from … ». */
export const prendreCle = (c: Cle) =>
  sql`insert into idempotence (auteur, cle, route, empreinte) select ${c.auteur}::uuid, ${c.cle}, ${c.route}, ${empreinteDe(c, c.secret.SECRET_KEY)}`

/** The demande that a key already taken led to; null: it led to none, and is taken again. @throws Refus cle-idempotence-reutilisee */
export async function demandeSousCle(tx: Tx, t: Textes, c: Cle): Promise<number | null> {
  // A key taken before SECRET_KEY changed is the same key.
  const empreintes = [c.secret.SECRET_KEY, c.secret.SECRET_KEY_ANCIENNE].flatMap((s) => (s ? [empreinteDe(c, s)] : []))
  const { rows } = await sql<{ demande: number | null; memeCorps: boolean }>`
    select demande, empreinte = any(${empreintes}::bytea[]) as meme_corps
    from idempotence
    where auteur = ${c.auteur}::uuid and cle = ${c.cle} and route = ${c.route}`.execute(tx)
  if (rows[0] && !rows[0].memeCorps) throw refus(t, 'cle-idempotence-reutilisee')
  return rows[0]?.demande ?? null
}

/** Both, where the locks are taken already: null, the key is this transaction's; else the demande it led to. */
export async function reserverCle(tx: Tx, t: Textes, c: Cle): Promise<number | null> {
  const { rows } = await sql`${prendreCle(c)} on conflict do nothing returning true`.execute(tx)
  return rows.length ? null : demandeSousCle(tx, t, c)
}

/** Same body, same hash, whatever the order of its members. */
function trier(v: unknown): unknown {
  if (Array.isArray(v)) return v.map(trier)
  if (v && typeof v === 'object')
    return Object.fromEntries(
      Object.keys(v)
        .toSorted()
        .map((k) => [k, trier((v as Record<string, unknown>)[k])]),
    )
  return v
}
