import { sql } from 'kysely'
import { motPlie } from '#app/listes/mot-plie.ts'
import { NOM_AFFICHE } from '#app/organisation/structures/nommer.ts'
import { porte } from '#app/organisation/structures/parmi.tsx'
import type { Db, Tx } from '#platform/database/open.ts'

export interface Personne {
  id: string
  prenom: string
  nom: string
  adresseElectronique: string
}
export interface Reference {
  id: string
  typeIdentifiant: string
  identifiant: string
  raisonSociale: string
  libelle?: string | null
}

export const referenceDe = ({ id, typeIdentifiant, identifiant, raisonSociale, libelle }: Reference): Reference => ({
  id,
  typeIdentifiant,
  identifiant,
  raisonSociale,
  ...(libelle ? { libelle } : {}),
})

export async function lirePersonne(db: Db | Tx, id: string): Promise<Personne | null> {
  const { rows } =
    await sql<Personne>`select id, prenom, nom, adresse_electronique::text as adresse_electronique from utilisateur where id = ${id}::uuid`.execute(
      db,
    )
  return rows[0] ?? null
}

export interface Nommee extends Reference {
  statut: 'ACTIVE' | 'INACTIVE'
}
export interface StructureGouvernee extends Nommee {
  ville: string
  candidats: number
  trouvee: boolean
}

/** The structures that one governs, with how many others could take each over, and whether it bears what is searched. */
export async function structuresGouvernees(
  db: Db | Tx,
  gestionnaire: string,
  { limite = 2000, cherche = '' } = {},
): Promise<StructureGouvernee[]> {
  const { rows } =
    await sql<StructureGouvernee>`select s.id, s.type_identifiant, s.identifiant, nom_structure(s) as raison_sociale, s.libelle, s.statut,
        s.ville, ${porte('s', cherche)} as trouvee,
        (select count(*)
          from (select from rattachement r
              join utilisateur u on u.id = r.utilisateur and u.est_actif and u.adresse_verifiee
              where r.structure = s.id and r.service is null and r.utilisateur <> ${gestionnaire}::uuid and r.retire_le is null
                and r.periode @> maintenant()
              limit 100) x)::int as candidats
      from structure s
      where s.gestionnaire_principal = ${gestionnaire}::uuid
      order by s.statut, plier(${NOM_AFFICHE}) collate "C", s.id
      limit ${limite}`.execute(db)
  return rows
}

const CANDIDATS = 20

export interface Candidats {
  personnes: Personne[]
  total: number
  /** Of several structures without anybody in common: who lacks the fewest, and those they lack. */
  presque?: (Pick<Personne, 'prenom' | 'nom'> & { manque: string[] }) | undefined
}

/**
 * Who is attached to the whole of every one of those structures: the first by name, those whose name or address holds what is typed; how
 * many in all, up to a hundred. One statement.
 */
export async function candidatsPour(
  db: Db | Tx,
  structures: string[],
  { sauf, recherche = '', garder = null }: { sauf: string; recherche?: string; garder?: string | null },
): Promise<Candidats> {
  if (!structures.length) return { personnes: [], total: 0 }
  const cherche = recherche.trim() || null
  const { rows } = await sql<Personne & { total: number }>`with c as materialized (select r.utilisateur, min(r.tri) as tri
        from rattachement r
        where r.structure = any(${structures}::uuid[]) and r.service is null and r.retire_le is null and r.periode @> maintenant()
          and r.utilisateur <> ${sauf}::uuid
        group by r.utilisateur
        having count(distinct r.structure) = ${structures.length}::int),
      v as (select u.id, u.prenom, u.nom, u.adresse_electronique::text as adresse_electronique, c.tri
        from c
        join utilisateur u on u.id = c.utilisateur and u.est_actif and u.adresse_verifiee)
    select id, prenom, nom, adresse_electronique, (select count(*) from (select from v limit 100) x)::int as total
    from v
    where ${cherche}::text is null or id = ${garder}::uuid
      or strpos(tri || ' ' || plier(prenom || ' ' || nom) || ' ' || plier(adresse_electronique), ${motPlie(cherche)}) > 0
    order by id = ${garder}::uuid desc nulls last, tri, id
    limit ${CANDIDATS}`.execute(db)
  return {
    personnes: rows.map(({ total: _, ...p }) => p),
    total: rows[0]?.total ?? 0,
    ...(rows.length || cherche || structures.length === 1 ? {} : { presque: await lePlusProche(db, structures, sauf) }),
  }
}

async function lePlusProche(db: Db | Tx, structures: string[], sauf: string): Promise<Candidats['presque']> {
  const { rows } = await sql<
    NonNullable<Candidats['presque']>
  >`select u.prenom, u.nom, array(select unnest(${structures}::uuid[]) except select unnest(c.tenues)) as manque
    from (select r.utilisateur, array_agg(distinct r.structure) as tenues, min(r.tri) as tri
        from rattachement r
        where r.structure = any(${structures}::uuid[]) and r.service is null and r.retire_le is null and r.periode @> maintenant()
          and r.utilisateur <> ${sauf}::uuid
        group by r.utilisateur) c
    join utilisateur u on u.id = c.utilisateur and u.est_actif and u.adresse_verifiee
    order by cardinality(c.tenues) desc, c.tri, u.id
    limit 1`.execute(db)
  return rows[0]
}

export const structuresNommees = async (db: Db | Tx, ids: string[]): Promise<Nommee[]> =>
  (
    await sql<Nommee>`select s.id, s.type_identifiant, s.identifiant, nom_structure(s) as raison_sociale, s.libelle, s.statut
      from structure s
      where s.id = any(${ids}::uuid[])
      order by plier(${NOM_AFFICHE}) collate "C", s.id`.execute(db)
  ).rows
