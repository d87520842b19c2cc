import { sql } from 'kysely'
import type { Envoi } from '#app/organisation/pieces-jointes/deposer.ts'
import { refusDeChamps } from '#demandes/index.ts'
import type { Db, Tx } from '#platform/database/open.ts'
import type { Textes } from '#ui/textes/index.ts'

/** What a structure may keep. */
const PIECES_MAX = 5000
const OCTETS_MAX = 20_000_000_000

/** An account's, or a contact's: their identifiers never meet. */
export const deLui = (auteur: string) => sql`(auteur = ${auteur}::uuid or contact = ${auteur}::uuid)`

/** One's own files, not attached yet, among those named; in the order they are named. */
export async function lireEnvois(db: Db | Tx, auteur: string, ids: string[], verrou = sql``): Promise<Envoi[]> {
  if (!ids.length) return []
  const { rows } =
    await sql<Envoi>`select e.id, e.nom, f.taille::int as taille, f.type, f.controle as etat from envoi e join fichier f on f.empreinte = e.fichier
    where ${deLui(auteur)} and e.id = any(${ids}::uuid[]) and f.controle <> 'infecte' order by array_position(${ids}::uuid[], e.id) ${verrou}`.execute(
      db,
    )
  return rows
}

interface ARattacher {
  t: Textes
  auteur: string
  envois: string[]
  structure: string
  champ?: string
}

/** The files to attach, or an error on the field: gone, spent, another's: all one. The structure has room for them. */
export async function exigerEnvois(tx: Db | Tx, { t, auteur, envois, structure, champ = 'envois' }: ARattacher): Promise<Envoi[]> {
  const trouves = await lireEnvois(tx, auteur, envois)
  if (!trouves.length || trouves.length < new Set(envois).size)
    throw refusDeChamps(t, [{ champ, code: 'fichier-perdu', message: t.pieces.defaut('fichier-perdu', '', '') }])
  const { rows } = await sql<{
    plein: boolean
  }>`select count(*) + ${trouves.length} > ${PIECES_MAX}
      or coalesce(sum(f.taille), 0) + ${trouves.reduce((n, e) => n + e.taille, 0)} > ${OCTETS_MAX} as plein
    from piece_jointe p
    join fichier f on f.empreinte = p.fichier
    where p.structure = ${structure}::uuid and p.supprimee_le is null`.execute(tx)
  if (rows[0]!.plein) throw refusDeChamps(t, [{ champ, code: 'structure-pleine', message: t.pieces.defaut('structure-pleine', '', '') }])
  return trouves
}

/** What was sent becomes a structure's, once. @throws Refus on the field `envois` when it is not one's own any more */
export async function rattacherEnvois(
  tx: Tx,
  { genre, designation = '', ...qui }: ARattacher & { genre: 'STRUCTURE' | 'CB' | 'RECUPERATION'; designation?: string },
): Promise<{ id: string; nom: string; empreinte: string }[]> {
  await sql`select from envoi where auteur = ${qui.auteur}::uuid and id = any(${qui.envois}::uuid[]) order by id for update`.execute(tx)
  await exigerEnvois(tx, qui)
  const { rows } = await sql<{
    id: string
    nom: string
    empreinte: string
  }>`with pris as (delete from envoi where auteur = ${qui.auteur}::uuid and id = any(${qui.envois}::uuid[]) returning id, fichier, nom)
    insert into piece_jointe (structure, genre, fichier, nom, designation, auteur)
    select ${qui.structure}::uuid, ${genre}, fichier, nom, ${designation}, ${qui.auteur}::uuid
    from pris
    order by array_position(${qui.envois}::uuid[], id)
    returning id, nom, encode(fichier, 'hex') as empreinte`.execute(tx)
  return rows
}
