import { sql } from 'kysely'
import { NOM_AFFICHE } from '#app/organisation/structures/nommer.ts'
import type { Db } from '#platform/database/open.ts'
import { violatedConstraint } from '#platform/database/errors.ts'

export interface GroupeStructures {
  id: string
  nom: string
  nombre: number
}
export interface StructureAGrouper {
  id: string
  nom: string
  identifiant: string
  typeIdentifiant: string
  membre: boolean
}

const LIMITE_GROUPES = 100
export const LIMITE_LISTE = 100
const RATTACHE = (moi: string) =>
  sql`exists (select from rattachement r
        where r.utilisateur = ${moi}::uuid and r.structure = s.id and r.retire_le is null and r.periode @> maintenant())`

/** One's own groups, with how many of the structures one still acts for (POR-13). */
export async function groupesDe(db: Db, moi: string): Promise<GroupeStructures[]> {
  const { rows } = await sql<GroupeStructures>`select g.id, g.nom,
      (select count(*) from groupe_structures_membre m join structure s on s.id = m.structure where m.groupe = g.id and ${RATTACHE(moi)})::int as nombre
    from groupe_structures g
    where g.utilisateur = ${moi}::uuid
    order by lower(unaccent(g.nom)), g.id`.execute(db)
  return rows
}

/** Undefined too when it is somebody else's. */
export const lireGroupe = (db: Db, moi: string, id: string) =>
  db.selectFrom('groupeStructures').select(['id', 'nom']).where('id', '=', id).where('utilisateur', '=', moi).executeTakeFirst()

/** The members of a group, then one's other structures that match; one more than the limit tells that there are others. */
export async function structuresAGrouper(db: Db, moi: string, groupe: string, recherche: string): Promise<StructureAGrouper[]> {
  const motif = `%${recherche.replace(/[\\%_]/g, '\\$&')}%`
  const { rows } = await sql<StructureAGrouper>`select *
    from (select s.id, ${NOM_AFFICHE} as nom, s.identifiant, s.type_identifiant,
          exists (select from groupe_structures_membre m where m.groupe = ${groupe}::uuid and m.structure = s.id) as membre
        from structure s
        where s.id in (select r.structure
            from rattachement r
            where r.utilisateur = ${moi}::uuid and r.retire_le is null and r.periode @> maintenant())) x
    where membre or ${recherche} = '' or unaccent(nom) ilike unaccent(${motif}) or identifiant like replace(${motif}, ' ', '')
    order by membre desc, nom collate "C", id
    limit ${LIMITE_LISTE + 1}`.execute(db)
  return rows
}

export type IssueGroupe = { id: string } | { erreur: 'vide' | 'long' | 'pris' | 'trop' }

/** The name's fault, or the name as kept. */
function nommer(brut: string): { nom: string } | { erreur: 'vide' | 'long' } {
  const nom = brut.normalize('NFC').replace(/\s+/g, ' ').trim()
  if (!nom) return { erreur: 'vide' }
  return nom.length > 80 ? { erreur: 'long' } : { nom }
}

const prise = (e: unknown): { erreur: 'pris' } => {
  if (violatedConstraint(e) === 'groupe_structures_unique') return { erreur: 'pris' }
  throw e
}

/** `cle`: its id, when the caller chooses it. */
export async function creerGroupe(db: Db, moi: string, brut: string, cle?: string): Promise<IssueGroupe> {
  const n = nommer(brut)
  if ('erreur' in n) return n
  try {
    const { rows } = await sql<{
      id: string
    }>`insert into groupe_structures (id, utilisateur, nom) select coalesce(${cle ?? null}::uuid, nouvel_id()), ${moi}::uuid, ${n.nom}
      where (select count(*) from groupe_structures where utilisateur = ${moi}::uuid) < ${LIMITE_GROUPES} returning id`.execute(db)
    return rows[0] ?? { erreur: 'trop' }
  } catch (e) {
    return prise(e)
  }
}

/** Renames a group and sets which of the structures shown on the form belong to it; those not shown stay as they are. */
export async function modifierGroupe(
  db: Db,
  moi: string,
  id: string,
  brut: string,
  montrees: string[],
  choisies: string[],
): Promise<IssueGroupe> {
  const n = nommer(brut)
  if ('erreur' in n) return n
  try {
    await db.transaction().execute(async (tx) => {
      await sql`update groupe_structures set nom = ${n.nom} where id = ${id}::uuid and utilisateur = ${moi}::uuid`.execute(tx)
      await sql`delete from groupe_structures_membre
        where groupe = ${id}::uuid and structure = any(${montrees}::uuid[]) and structure <> all(${choisies}::uuid[])`.execute(tx)
      await sql`insert into groupe_structures_membre (groupe, structure)
        select ${id}::uuid, s.id
        from structure s
        where s.id = any(${choisies}::uuid[]) and ${RATTACHE(moi)}
        on conflict do nothing`.execute(tx)
    })
    return { id }
  } catch (e) {
    return prise(e)
  }
}

/** All the members that one still acts for, by name. */
export async function membresDe(
  db: Db,
  moi: string,
  groupe: string,
): Promise<{ id: string; typeIdentifiant: string; identifiant: string; raisonSociale: string }[]> {
  const { rows } = await sql<{
    id: string
    typeIdentifiant: string
    identifiant: string
    raisonSociale: string
  }>`select s.id, s.type_identifiant, s.identifiant, nom_structure(s) as raison_sociale
    from groupe_structures_membre m
    join structure s on s.id = m.structure
    where m.groupe = ${groupe}::uuid and ${RATTACHE(moi)}
    order by plier(nom_structure(s)) collate "C", s.id`.execute(db)
  return rows
}

/** Of these structures, those that one acts for. */
export async function rattacheesParmi(db: Db, moi: string, ids: string[]): Promise<string[]> {
  if (!ids.length) return []
  const { rows } = await sql<{ id: string }>`select s.id from structure s where s.id = any(${ids}::uuid[]) and ${RATTACHE(moi)}`.execute(db)
  return rows.map((r) => r.id)
}

export const supprimerGroupe = (db: Db, moi: string, id: string) =>
  db.deleteFrom('groupeStructures').where('id', '=', id).where('utilisateur', '=', moi).execute()
