import { sql } from 'kysely'
import type { Db, Tx } from '#platform/database/open.ts'

export interface StructureTrouvee {
  id: string
  typeIdentifiant: string
  identifiant: string
  /** Name of the legal entity, or given and family name of an individual. */
  raisonSociale: string
  libelle: string | null
  ville: string
  codePostal: string
  statut: 'ACTIVE' | 'INACTIVE'
  typeStructure: 'PRIVEE' | 'PUBLIQUE'
}

export interface Recherche {
  /** What was typed, as typed: a space at its end says that the last word is finished. */
  texte: string
  /** Only among these (those the person may see); all words and identifiers may then be partial. */
  parmi?: string[]
  publiquesSeulement?: boolean
  statut?: 'ACTIVE' | 'INACTIVE'
  limite?: number
}

/** More than a name and a town ever hold; a NUL is refused by PostgreSQL. */
const lisible = (texte: string) => texte.slice(0, 300).replaceAll('\0', ' ')

/**
 * Structures by identifier, name, town or postal code, best first; forgives a typing error (STR-05, STR-06).
 * A PARTICULIER is never found. An empty text lists `parmi` by name, whatever their type, and nothing without `parmi`.
 */
export async function rechercherStructures(
  db: Db | Tx,
  { texte, parmi, publiquesSeulement = false, statut, limite = 10 }: Recherche,
): Promise<StructureTrouvee[]> {
  const lu = lisible(texte)
  const actives = statut ? statut === 'ACTIVE' : null
  if (!lu.trim() && !parmi) return []
  const trouvees = !lu.trim()
    ? sql`(select id as structure, row_number() over (order by plier(nom_structure(s)), identifiant) as rang
          from structure s
          where id = any (${parmi}::uuid[]) and (not ${publiquesSeulement} or type_structure = 'PUBLIQUE')
            and (${statut ?? null}::text is null or statut = ${statut ?? null})
          order by rang
          limit ${limite}) c`
    : parmi
      ? sql`chercher_parmi(${lu}, ${parmi}::uuid[], ${publiquesSeulement}, ${actives}, ${limite}) with ordinality c (structure, score, rang)`
      : sql`chercher_structures(${lu}, ${publiquesSeulement}, ${actives}, ${limite}) with ordinality c (structure, score, rang)`
  const { rows } = await sql<StructureTrouvee>`
    select s.id, s.type_identifiant, s.identifiant, nom_structure(s) as raison_sociale, s.libelle, s.ville, s.code_postal, s.statut, s.type_structure
    from ${trouvees} join structure s on s.id = c.structure order by c.rang`.execute(db)
  return rows
}
