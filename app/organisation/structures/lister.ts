import { sql } from 'kysely'
import { compterJusqua, ecrireCle, lireCle, type PageDeListe } from '#platform/database/lists.ts'
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

export interface FiltreStructures {
  page?: number
  taille?: number
  tri?: string | undefined
  statut?: string | undefined
  recherche?: string | undefined
  apres?: string | undefined
}

const MIENNES = (utilisateur: string) =>
  sql`s.id in (select r.structure from rattachement r where r.utilisateur = ${utilisateur}::uuid and r.retire_le is null and r.periode @> maintenant())`
const LIGNE = (
  utilisateur: string,
) => sql`s.id, s.type_identifiant, s.identifiant, coalesce(s.raison_sociale, s.prenom || ' ' || s.nom) as raison_sociale, s.libelle, s.ville, s.code_postal, s.statut, s.type_structure,
  case when s.gestionnaire_principal = ${utilisateur}::uuid then 'gestionnaire' else 'utilisateur' end as role`
const NOM = sql`plier(coalesce(s.raison_sociale, s.nom || ' ' || s.prenom)) collate "C"`

const CLES: Record<string, typeof NOM> = {
  raisonSociale: NOM,
  ville: sql`plier(s.ville) collate "C"`,
  identifiant: sql`s.identifiant`,
  statut: sql`s.statut`,
}

/** The structures one is attached to; a free text ranks them best first, otherwise sorted as asked. */
export async function listerStructures(db: Db, utilisateur: string, f: FiltreStructures): Promise<PageDeListe<StructureEnListe>> {
  const { page = 1, taille = 20, tri = 'raisonSociale' } = f
  const statut = sql`(${f.statut ?? null}::text is null or s.statut = ${f.statut ?? null})`
  if (f.recherche?.trim()) return listerTrouvees(db, utilisateur, f.recherche, f.statut, page, taille)
  const decroissant = tri.startsWith('-')
  const cle = CLES[tri.replace('-', '')] ?? NOM
  const sens = decroissant ? sql`desc` : sql`asc`
  const apres = lireCle(f.apres, 'uuid')
  const suite = apres ? sql`and (${cle}, s.id) ${decroissant ? sql`<` : sql`>`} (${apres[0]}, ${apres[1]}::uuid)` : sql``
  const { rows } = await sql<
    StructureEnListe & { cle: string }
  >`select ${LIGNE(utilisateur)}, ${cle} as cle from structure s where ${MIENNES(utilisateur)} and ${statut} ${suite}
    order by ${cle} ${sens}, s.id ${sens} limit ${taille} offset ${apres ? 0 : (page - 1) * taille}`.execute(db)
  const compte = await compterJusqua(db, sql`from structure s where ${MIENNES(utilisateur)} and ${statut}`)
  const derniere = rows.length === taille ? rows.at(-1) : undefined
  return { elements: rows, ...compte, page, taille, suivant: derniere ? ecrireCle(derniere.cle, derniere.id) : null }
}

async function listerTrouvees(
  db: Db,
  utilisateur: string,
  texte: string,
  statut: string | undefined,
  page: number,
  taille: number,
): Promise<PageDeListe<StructureEnListe>> {
  const { rows } = await sql<{
    id: string
  }>`select distinct r.structure as id from rattachement r where r.utilisateur = ${utilisateur}::uuid and r.retire_le is null and r.periode @> maintenant()`.execute(
    db,
  )
  const trouvees = (await rechercherStructures(db, { texte, parmi: rows.map((r) => r.id), limite: 200 })).filter(
    (s) => !statut || s.statut === statut,
  )
  const ids = trouvees.slice((page - 1) * taille, page * taille).map((s) => s.id)
  const lignes =
    await sql<StructureEnListe>`select ${LIGNE(utilisateur)} from structure s where s.id = any(${ids}::uuid[]) order by array_position(${ids}::uuid[], s.id)`.execute(
      db,
    )
  return { elements: lignes.rows, total: trouvees.length, totalExact: trouvees.length < 200, page, taille, suivant: null }
}
