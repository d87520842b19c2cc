import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Db, Tx } from '#platform/database/open.ts'
import { seal, unseal, wrappingKey } from '#platform/secrets/seal.ts'
import type { Settings } from '#platform/settings.ts'

type Secret = Pick<Settings, 'SECRET_KEY'>
interface Row { id: number; enveloppe: Buffer }
export interface Sealed { cle: number; scelle: Buffer }

const bound = (id: number) => `cle_donnees:${id}`
const open = (s: Secret, { id, enveloppe }: Row) => unseal(wrappingKey(s.SECRET_KEY), enveloppe, bound(id))

/** The current data key, locked against its retirement until the caller's transaction ends; made when there is none. */
async function current(db: Db | Tx, s: Secret): Promise<{ id: number; key: Buffer }> {
  const read = async () => (await sql<Row>`/* @cle */ select id, enveloppe from cle_donnees where est_courante for key share`.execute(db)).rows[0]
  const found = (await read()) ?? (await create(db, s), await read())
  return { id: found!.id, key: open(s, found!) }
}

/** Two at once: one key is kept. */
async function create(db: Db | Tx, s: Secret) {
  const { rows } = await sql<{ id: number }>`select nextval(pg_get_serial_sequence('cle_donnees', 'id'))::int as id`.execute(db)
  const { id } = rows[0]!
  await sql`insert into cle_donnees (id, enveloppe) overriding system value values (${id}, ${seal(wrappingKey(s.SECRET_KEY), randomBytes(32), bound(id))}) on conflict do nothing`.execute(db)
}

export async function sealWithRing(db: Db | Tx, s: Secret, clear: string, where: string): Promise<Sealed> {
  const { id, key } = await current(db, s)
  return { cle: id, scelle: seal(key, clear, where) }
}

export async function unsealWithRing(db: Db | Tx, s: Secret, sealed: Sealed, where: string): Promise<string> {
  const { rows } = await sql<Row>`select id, enveloppe from cle_donnees where id = ${sealed.cle}`.execute(db)
  return unseal(open(s, rows[0]!), sealed.scelle, where).toString()
}
