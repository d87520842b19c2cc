import { sql } from 'kysely'
import { listerPage, parMot, type FiltrePage } from '#app/listes/lister.ts'
import type { PageDeListe } from '#platform/database/lists.ts'
import type { Db } from '#platform/database/open.ts'
import { rechercherStructures } from '#app/organisation/structures/recherche/rechercher.ts'

export const TRIS_STRUCTURES = [
  'raisonSociale',
  '-raisonSociale',
  'ville',
  '-ville',
  'identifiant',
  '-identifiant',
  'statut',
  '-statut',
] as const

export interface StructureEnListe {
  id: string
  typeIdentifiant: string
  identifiant: string
  raisonSociale: string
  libelle: string | null
  ville: string
  codePostal: string
  statut: 'ACTIVE' | 'INACTIVE'
  typeStructure: 'PRIVEE' | 'PUBLIQUE'
  role: 'gestionnaire' | 'utilisateur'
}

export interface FiltreStructures extends FiltrePage {
  statut?: string | undefined
  recherche?: string | undefined
}

const MIENNES = (utilisateur: string) =>
  sql`s.id in (select r.structure
        from rattachement r
        where r.utilisateur = ${utilisateur}::uuid and r.retire_le is null and r.periode @> maintenant())`
const LIGNE = (
  utilisateur: string,
) => sql`s.id, s.type_identifiant, s.identifiant, coalesce(s.raison_sociale, s.prenom || ' ' || s.nom) as raison_sociale, s.libelle,
    s.ville, s.code_postal, s.statut, s.type_structure, case when s.gestionnaire_principal = ${utilisateur}::uuid then 'gestionnaire'
    else 'utilisateur' end as role`

/** The structures one is attached to; a free text ranks them best first, otherwise sorted as asked. */
export async function listerStructures(db: Db, utilisateur: string, f: FiltreStructures): Promise<PageDeListe<StructureEnListe>> {
  if (f.recherche?.trim()) return listerTrouvees(db, utilisateur, f.recherche, f)
  return listerPage<StructureEnListe>(
    db,
    {
      colonnes: LIGNE(utilisateur),
      depuis: sql`structure s`,
      unique: { colonne: sql`s.id`, type: 'uuid' },
      defaut: 'raisonSociale',
      tris: {
        raisonSociale: parMot(sql`plier(coalesce(s.raison_sociale, s.nom || ' ' || s.prenom)) collate "C"`),
        ville: parMot(sql`plier(s.ville) collate "C"`),
        identifiant: parMot(sql`s.identifiant`),
        statut: parMot(sql`s.statut`),
      },
      ou: sql`${MIENNES(utilisateur)} and (${f.statut ?? null}::text is null or s.statut = ${f.statut ?? null})`,
    },
    f,
  )
}

async function listerTrouvees(
  db: Db,
  utilisateur: string,
  texte: string,
  { statut, page = 1, taille = 20 }: FiltreStructures,
): Promise<PageDeListe<StructureEnListe>> {
  const { rows } = await sql<{
    id: string
  }>`select distinct r.structure as id
    from rattachement r
    where r.utilisateur = ${utilisateur}::uuid and r.retire_le is null and r.periode @> maintenant()`.execute(db)
  const trouvees = (await rechercherStructures(db, { texte, parmi: rows.map((r) => r.id), limite: 200 })).filter(
    (s) => !statut || s.statut === statut,
  )
  const ids = trouvees.slice((page - 1) * taille, page * taille).map((s) => s.id)
  const lignes = await sql<StructureEnListe>`select ${LIGNE(utilisateur)}
      from structure s
      where s.id = any(${ids}::uuid[])
      order by array_position(${ids}::uuid[], s.id)`.execute(db)
  return { elements: lignes.rows, total: trouvees.length, totalExact: trouvees.length < 200, page, taille, suivant: null }
}
