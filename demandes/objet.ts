import { sql, type RawBuilder } from 'kysely'
import type { Demande, ObjetVerrouille, TableObjet } from '#demandes/definir.ts'
import { refus } from '#demandes/refus.ts'
import type { Db, Tx } from '#platform/database/open.ts'
import type { Textes } from '#ui/textes/index.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
/** As the database writes it; null: no id at all. */
export const uuid = (v: unknown) => (typeof v === 'string' && UUID.test(v) ? v.toLowerCase() : null)

/** The id of the object that a body names; null for what creates one, or is about the structure itself. */
export const objetNomme = (d: Pick<Demande, 'objet'>, corps: Record<string, unknown>): string | null =>
  d.objet && !d.objet.cree ? uuid(corps[d.objet.champ]) : null

/** An object says whose it is: a body that names it needs not name its structure too. @throws Refus introuvable */
export async function situer(
  db: Db | Tx,
  t: Textes,
  d: Pick<Demande, 'objet'>,
  corps: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const id = objetNomme(d, corps)
  if (!d.objet || !id || (corps.structure !== undefined && corps.structure !== null)) return corps
  const { rows } = await sql<{ structure: string }>`select structure from ${sql.table(d.objet.table)} where id = ${id}::uuid`.execute(db)
  if (!rows[0]) throw refus(t, 'introuvable')
  return { ...corps, structure: rows[0].structure }
}

/** How a person recognises one; an account, masked as everywhere. */
const NOMS: Record<TableObjet, RawBuilder<unknown>> = {
  service: sql`code || ', ' || nom`,
  coordonnee_bancaire: sql`nom || ', ' || rtrim('••••' || U&'\\00A0' || fin, U&'\\00A0')`,
  piece_jointe: sql`coalesce(nullif(designation, ''), nom)`,
}

/** The name of what the demande « d » makes or changes; null when that is no object of a structure. */
export const NOM_DE_L_OBJET = sql`case split_part(d.type, '.', 1)
    when 'service' then (select ${NOMS.service} from service where id = d.objet)
    when 'coordonnee-bancaire' then (select ${NOMS.coordonnee_bancaire} from coordonnee_bancaire where id = d.objet)
    when 'piece-jointe' then (select ${NOMS.piece_jointe} from piece_jointe where id = d.objet) end`

/** Locked after its structure; what is another structure's is not found (hard case S01). */
export async function verrouillerObjet(
  tx: Db | Tx,
  table: TableObjet,
  id: string | null,
  structure: string | null | undefined,
): Promise<ObjetVerrouille | null> {
  if (!id || !structure) return null
  const { rows } = await sql<ObjetVerrouille>`/* @verrou-objet */
      select id, version, ${NOMS[table]} as nom_affiche
      from ${sql.table(table)}
      where id = ${id}::uuid and structure = ${structure}::uuid for no key update`.execute(tx)
  return rows[0] ?? null
}

/** Every change, and every programmed change, moves the object's own version: the structure's stays. */
export const versionObjetSuivante = (table: TableObjet, id: string, enVigueur: boolean): RawBuilder<unknown> =>
  sql`update ${sql.table(table)} set version = version + 1 ${enVigueur ? sql`, modifie_le = maintenant()` : sql``} where id = ${id}::uuid`
