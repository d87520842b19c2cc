import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Db, Tx } from '#platform/database/open.ts'
import { renewKey, rewrapKeys, sealWithRing, unsealWithRing, type Sealed, type Secret } from '#platform/secrets/ring.ts'

/** Where seals are kept: each is bound to « table:id » of its row. */
export const SEALS = [
  { table: 'coordonnee_bancaire', id: 'id', key: 'cle', seal: 'scelle' },
  { table: 'coordonnee_bancaire_changement', id: 'demande', key: 'cle', seal: 'scelle' },
  { table: 'brouillon', id: 'cle', key: 'cle_donnees', seal: 'scelle' },
  // Of a file its key alone: the bytes stay as they are.
  { table: 'fichier', id: 'empreinte', key: 'cle', seal: 'scelle' },
  { table: 'envoi_en_cours', id: 'id', key: 'cle', seal: 'scelle' },
] as const
type Place = (typeof SEALS)[number]

export interface Rotation {
  /** Makes a new key even where an earlier rotation is unfinished. */
  force?: boolean
  batch?: number
  /** How long a request may hold a seal that it has read and not opened yet, in milliseconds. */
  grace?: number
  progress?: (done: number, left: number) => void
}

/**
 * New data key, every seal made again under it, old keys gone. Each batch is a transaction: killed, it goes on from there at its next run.
 * The portal may work meanwhile: a row that it holds is taken at a later pass, and the foreign keys let no key go that a seal still needs.
 */
export async function rotateKeys(
  db: Db,
  secret: Secret,
  { force = false, batch = 200, grace = 10_000, progress }: Rotation = {},
): Promise<{ resumed: boolean; sealed: number; unreadable: string[] }> {
  const resumed = await db.transaction().execute(async (tx) => {
    // One rotation at a time begins.
    await sql`select pg_advisory_xact_lock(hashtext('cles:tourner'))`.execute(tx)
    await rewrapKeys(tx, secret)
    const { rows } = await sql`select from cle_donnees where not est_courante`.execute(tx)
    if (rows.length && !force) return true
    await renewKey(tx, secret)
    return false
  })
  const unreadable: string[] = []
  let sealed = 0
  for (;;) {
    for (const place of SEALS) {
      for (let left = await count(db, place, unreadable); left > 0; left = await count(db, place, unreadable)) {
        const done = await db.transaction().execute((tx) => resealBatch(tx, secret, place, batch, unreadable))
        sealed += done
        progress?.(sealed, left - done)
        if (!done) await wait(100)
      }
    }
    await wait(grace)
    if (unreadable.length || (await retire(db))) return { resumed, sealed, unreadable }
  }
}

const old = (p: Place, unreadable: string[]) =>
  sql`${sql.id(p.key)} in (select id from cle_donnees where not est_courante) and ${`${p.table}:`}
      || ${sql.id(p.id)}::text <> all(${unreadable}::text[])`

async function count(db: Db, p: Place, unreadable: string[]): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(p.table)} where ${old(p, unreadable)}`.execute(db)
  return rows[0]!.n
}

async function resealBatch(tx: Tx, secret: Secret, p: Place, batch: number, unreadable: string[]): Promise<number> {
  const { rows } = await sql<
    Sealed & { id: string }
  >`select ${sql.id(p.id)}::text as id, ${sql.id(p.key)} as cle, ${sql.id(p.seal)} as scelle
    from ${sql.table(p.table)}
    where ${old(p, unreadable)}
    limit ${batch} for no key update skip locked`.execute(tx)
  let done = 0
  for (const row of rows) {
    const where = `${p.table}:${row.id}`
    const clear = await unsealWithRing(tx, secret, row, where).catch(() => null)
    if (clear === null) {
      unreadable.push(where)
      continue
    }
    const again = await sealWithRing(tx, secret, clear, where)
    await sql`update ${sql.table(p.table)} set ${sql.id(p.key)} = ${again.cle}, ${sql.id(p.seal)} = ${again.scelle} where ${sql.id(p.id)} = ${row.id}`.execute(
      tx,
    )
    done++
  }
  return done
}

/** Waits for whoever is still sealing with an old key; false: something was sealed with it meanwhile. */
async function retire(db: Db): Promise<boolean> {
  try {
    await sql`delete from cle_donnees where not est_courante`.execute(db)
    return true
  } catch (error) {
    if ((error as { code?: string }).code === '23503') return false
    throw error
  }
}
