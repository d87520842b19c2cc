import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Db, Tx } from '#platform/database/open.ts'
import { seal, unseal, wrappingKey } from '#platform/secrets/seal.ts'
import type { Settings } from '#platform/settings.ts'

/** The secret, and the one before it for the time of its change. */
export type Secret = Pick<Settings, 'SECRET_KEY'> & Partial<Pick<Settings, 'SECRET_KEY_ANCIENNE'>>
export interface WrappedKey {
  id: number
  enveloppe: Buffer
}
export interface Sealed {
  cle: number
  scelle: Buffer
}

const bound = (id: number) => `cle_donnees:${id}`
const wrap = (s: Secret, id: number, key: Buffer) => seal(wrappingKey(s.SECRET_KEY), key, bound(id))

function open(s: Secret, { id, enveloppe }: WrappedKey): Buffer {
  try {
    return unseal(wrappingKey(s.SECRET_KEY), enveloppe, bound(id))
  } catch (cause) {
    if (!s.SECRET_KEY_ANCIENNE) throw cause
    return unseal(wrappingKey(s.SECRET_KEY_ANCIENNE), enveloppe, bound(id))
  }
}

/** The current data key, locked against its retirement until the caller's transaction ends; made when there is none. */
async function current(db: Db | Tx, s: Secret): Promise<{ id: number; key: Buffer }> {
  const read = async () =>
    (await sql<WrappedKey>`/* @cle */ select id, enveloppe from cle_donnees where est_courante for key share`.execute(db)).rows[0]
  const found = (await read()) ?? (await create(db, s), await read())
  return { id: found!.id, key: open(s, found!) }
}

/** Two at once: one key is kept. */
async function create(db: Db | Tx, s: Secret) {
  const { rows } = await sql<{ id: number }>`select nextval(pg_get_serial_sequence('cle_donnees', 'id'))::int as id`.execute(db)
  const { id } = rows[0]!
  await sql`insert into cle_donnees (id, enveloppe) overriding system value values (${id}, ${wrap(s, id, randomBytes(32))}) on conflict do nothing`.execute(
    db,
  )
}

export async function sealWithRing(db: Db | Tx, s: Secret, clear: string, where: string): Promise<Sealed> {
  const { id, key } = await current(db, s)
  return { cle: id, scelle: seal(key, clear, where) }
}

export async function unsealWithRing(db: Db | Tx, s: Secret, sealed: Sealed, where: string): Promise<string> {
  const { rows } = await sql<WrappedKey>`select id, enveloppe from cle_donnees where id = ${sealed.cle}`.execute(db)
  return unsealWith(s, rows[0]!, sealed.scelle, where)
}

/** The same, where the key's row has been read already. */
export const unsealWith = (s: Secret, key: WrappedKey, scelle: Buffer, where: string): string =>
  unseal(open(s, key), scelle, where).toString()

/** Keys that neither secret opens: what they seal could not be read. */
export async function unopenedKeys(db: Db | Tx, s: Secret): Promise<number[]> {
  const { rows } = await sql<WrappedKey>`select id, enveloppe from cle_donnees order by id`.execute(db)
  return rows.filter((r) => !opens(s, r)).map((r) => r.id)
}

function opens(s: Secret, row: WrappedKey): boolean {
  try {
    return open(s, row).length === 32
  } catch {
    return false
  }
}

/** Wraps every key again under the secret of today. */
export async function rewrapKeys(tx: Tx, s: Secret): Promise<number> {
  const { rows } = await sql<WrappedKey>`select id, enveloppe from cle_donnees order by id for no key update`.execute(tx)
  for (const row of rows) await sql`update cle_donnees set enveloppe = ${wrap(s, row.id, open(s, row))} where id = ${row.id}`.execute(tx)
  return rows.length
}

/** From its commit on nothing is sealed with another key, but what was being written meanwhile. */
export async function renewKey(tx: Tx, s: Secret) {
  await sql`update cle_donnees set est_courante = false where est_courante`.execute(tx)
  await create(tx, s)
}
