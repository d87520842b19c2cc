import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '#platform/database/open.ts'

export interface CleApplication {
  id: string
  nom: string
  debut: string
  applications: string[]
  creeLe: Date
  expireLe: Date | null
  revoqueeLe: Date | null
  derniereUtilisationLe: Date | null
  valable: boolean
}

const PREFIXE = 'choral_'
/** A key is 256 random bits: its hash needs no salt, and finds its row at once. */
export const empreinteDeCle = (cle: string): Buffer => createHash('sha256').update(cle).digest()

/** Makes the key of an outside application (INT-16); told this once, only its hash is kept. @returns null with the codes that are no applications' */
export async function creerCle(
  db: Db,
  c: { nom: string; applications: string[]; expireLe: string | null },
): Promise<{ id: string; cle: string } | { inconnues: string[] }> {
  const { rows: connues } = await sql<{ code: string }>`select code from application where code = any(${c.applications}::text[])`.execute(
    db,
  )
  const inconnues = c.applications.filter((a) => !connues.some((x) => x.code === a))
  if (inconnues.length) return { inconnues }
  const cle = PREFIXE + randomBytes(32).toString('base64url')
  // The day given is the last one, in Paris.
  const { rows } = await sql<{ id: string }>`insert into cle_application (nom, debut, empreinte, applications, expire_le)
    values (${c.nom}, ${cle.slice(0, PREFIXE.length + 6)}, ${empreinteDeCle(cle)}, ${c.applications}::text[],
          (${c.expireLe}::date + 1)::timestamp at time zone 'Europe/Paris')
    returning id`.execute(db)
  return { id: rows[0]!.id, cle }
}

export async function listerCles(db: Db): Promise<CleApplication[]> {
  return (
    await sql<CleApplication>`select id, nom, debut, applications, cree_le, expire_le, revoquee_le, derniere_utilisation_le,
        revoquee_le is null and (expire_le is null or expire_le > maintenant()) as valable
      from cle_application
      order by cree_le, id`.execute(db)
  ).rows
}

/** From now on the key opens nothing; false: no such key, or revoked already. By its id, or by its first characters when no other begins so. */
export async function revoquerCle(db: Db, cle: string): Promise<boolean> {
  const { rows } = await sql`update cle_application set revoquee_le = maintenant() where revoquee_le is null
    and id = (select (array_agg(id))[1] from cle_application where id::text = ${cle} or debut = ${cle} having count(*) = 1) returning id`.execute(
    db,
  )
  return rows.length > 0
}
