import { sql } from 'kysely'
import { NOM_AFFICHE } from '#app/organisation/structures/nommer.ts'
import type { Db } from '#platform/database/open.ts'

/** Lists whose views are saved, by their path; a new one is added here. */
export const LISTES = ['/organisation/utilisateurs/liste', '/approbations', '/organisation/habilitations'] as const
export type Liste = (typeof LISTES)[number]
export const estListe = (v: unknown): v is Liste => (LISTES as readonly unknown[]).includes(v)

/** Views of one's own, for one list. */
const MAXIMUM = 50
const NOM_MAXIMUM = 80
const REQUETE_MAXIMUM = 2000

export interface Vue {
  id: string
  liste: Liste
  nom: string
  requete: string
  mienne: boolean
  /** Within which structure it is shared. */
  structure: { id: string; nom: string } | null
  auteur: { prenom: string; nom: string }
}

const VUES = (utilisateur: string) => sql`select v.id, v.liste, v.nom, v.requete, v.auteur = ${utilisateur}::uuid as mienne,
    json_build_object('prenom', u.prenom, 'nom', u.nom) as auteur,
    case when s.id is not null then json_build_object('id', s.id, 'nom', ${NOM_AFFICHE}) end as structure
  from vue_enregistree v
  join utilisateur u on u.id = v.auteur
  left join structure s on s.id = v.structure`
const RATTACHE = (utilisateur: string, structure: unknown) =>
  sql`exists (select from rattachement r
        where r.utilisateur = ${utilisateur}::uuid and r.structure = ${structure} and r.retire_le is null and r.periode @> maintenant())`

/** One's own views of a list, and those shared within one's structures; by name. One statement. */
export async function vuesDe(db: Db, utilisateur: string, liste: Liste): Promise<Vue[]> {
  const { rows } = await sql<Vue>`${VUES(utilisateur)}
    where v.liste = ${liste}
      and (v.auteur = ${utilisateur}::uuid
          or v.structure in (select r.structure
            from rattachement r
            where r.utilisateur = ${utilisateur}::uuid and r.retire_le is null and r.periode @> (select maintenant())))
    order by plier(v.nom) collate "C", v.id
    limit 200`.execute(db)
  return rows
}

/** A view of one's own: only its author changes it. */
export async function lireVue(db: Db, utilisateur: string, id: string): Promise<Vue | null> {
  const { rows } = await sql<Vue>`${VUES(utilisateur)} where v.id = ${id}::uuid and v.auteur = ${utilisateur}::uuid`.execute(db)
  return rows[0] ?? null
}

export type ErreurVue = 'nom-manquant' | 'nom-trop-long' | 'nom-deja-pris' | 'trop-de-vues' | 'requete-trop-longue' | 'structure-inconnue'
export interface VueSaisie {
  nom: string
  structure: string | null
}

/** The query of a list's address, without the page one happens to be at. */
export function requetePropre(requete: string): string {
  const p = new URLSearchParams(requete)
  for (const cle of ['page', 'apres', 'export']) p.delete(cle)
  return p.toString()
}

const nomPropre = (nom: string) => nom.replace(/\s+/gu, ' ').trim()
const jugerNom = (nom: string): ErreurVue | null => (!nom ? 'nom-manquant' : [...nom].length > NOM_MAXIMUM ? 'nom-trop-long' : null)

/**
 * Keeps a list's filters and sort under a name; shared only within a structure that one is attached to. `cle`: its id, when the caller
 * chooses it.
 */
export async function enregistrerVue(
  db: Db,
  utilisateur: string,
  liste: Liste,
  requete: string,
  saisie: VueSaisie,
  cle?: string,
): Promise<{ id: string } | { erreur: ErreurVue }> {
  const nom = nomPropre(saisie.nom)
  const propre = requetePropre(requete)
  const erreur = jugerNom(nom) ?? (propre.length > REQUETE_MAXIMUM ? 'requete-trop-longue' : null)
  if (erreur) return { erreur }
  return dire(
    () =>
      sql<{
        id: string
      }>`insert into vue_enregistree (id, liste, nom, requete, auteur, structure)
        select coalesce(${cle ?? null}::uuid, nouvel_id()), ${liste}, ${nom}, ${propre}, ${utilisateur}::uuid, ${saisie.structure}::uuid
        where (${saisie.structure}::uuid is null or ${RATTACHE(utilisateur, sql`${saisie.structure}::uuid`)})
          and (select count(*) from vue_enregistree where auteur = ${utilisateur}::uuid and liste = ${liste}) < ${MAXIMUM}
        returning id`.execute(db),
    saisie.structure ? 'structure-inconnue' : 'trop-de-vues',
  )
}

/** Another name, or shared otherwise. */
export async function modifierVue(
  db: Db,
  utilisateur: string,
  id: string,
  saisie: VueSaisie,
): Promise<{ id: string } | { erreur: ErreurVue }> {
  const nom = nomPropre(saisie.nom)
  const erreur = jugerNom(nom)
  if (erreur) return { erreur }
  return dire(
    () =>
      sql<{
        id: string
      }>`update vue_enregistree set nom = ${nom}, structure = ${saisie.structure}::uuid where id = ${id}::uuid and auteur = ${utilisateur}::uuid
    and (${saisie.structure}::uuid is null or ${RATTACHE(utilisateur, sql`${saisie.structure}::uuid`)}) returning id`.execute(db),
    'structure-inconnue',
  )
}

export const supprimerVue = (db: Db, utilisateur: string, id: string) =>
  sql`delete from vue_enregistree where id = ${id}::uuid and auteur = ${utilisateur}::uuid`.execute(db)

async function dire(
  ecrire: () => Promise<{ rows: { id: string }[] }>,
  sansLigne: ErreurVue,
): Promise<{ id: string } | { erreur: ErreurVue }> {
  try {
    const { rows } = await ecrire()
    return rows[0] ?? { erreur: sansLigne }
  } catch (erreur) {
    if ((erreur as { constraint?: string }).constraint === 'nom_vue_deja_pris') return { erreur: 'nom-deja-pris' }
    throw erreur
  }
}
