import { sql, type RawBuilder } from 'kysely'
import { COUNT_LIMIT } from '#platform/database/lists.ts'
import type { Db } from '#platform/database/open.ts'

export const EXIGENCES = ['code-service', 'numero-engagement', 'l-un-ou-l-autre', 'rien'] as const
export const TRIS_ANNUAIRE = [
  'pertinence',
  'raisonSociale',
  '-raisonSociale',
  'identifiant',
  '-identifiant',
  'ville',
  '-ville',
  'codePostal',
  '-codePostal',
] as const
export type Exigence = (typeof EXIGENCES)[number]

export interface FiltreAnnuaire {
  recherche?: string | undefined
  ville?: string | undefined
  codePostal?: string | undefined
  departement?: string | undefined
  identifiant?: string | undefined
  codeService?: string | undefined
  exige?: Exigence | undefined
  tri?: string | undefined
  page?: number
  taille?: number
  apres?: string | undefined
}

/** The directory shows the same to everyone, whoever one looks at the portal as: its tables are named with their schema. */
const ACTIVES = sql`r.est_publique and r.est_active`
const SERVICE_PUBLIE = sql`v.statut = 'ACTIF' and v.code <> 'FACTURES_PUBLIQUES' and public.service_en_cours(v)`

/** How many a text finds ranked; past them what remains follows by name. */
const RANGES = 200

/** The structures asked for, of `recherche_structure r`. */
export interface Ensemble {
  ou: RawBuilder<unknown>
  /** What is asked beside a text; null: nothing. */
  filtres: RawBuilder<unknown> | null
  /** Those the text found, best first; null without a text. */
  ranges: string[] | null
  /** How many, one more than counts go at most, when it is known already. */
  total: number | null
}

export async function ensemble(db: Db, f: FiltreAnnuaire): Promise<Ensemble> {
  const texte = propre(f.recherche)
  const plus = filtres(f)
  const sansTexte = sql.join([ACTIVES, ...plus], sql` and `)
  const beside = plus.length ? sansTexte : null
  if (!texte.trim()) return { ou: sansTexte, filtres: beside, ranges: null, total: null }
  const { rows } = await sql<{
    structures: string[]
    requete: string | null
    complet: boolean
    codesComplets: boolean
    total: number
  }>`select structures, requete::text, complet, codes_complets, total
    from public.chercher_annuaire(${texte}, ${RANGES}, ${plus.length ? 1 : COUNT_LIMIT + 1})`.execute(db)
  const { structures, requete, complet, codesComplets, total } = rows[0]!
  const parMots = complet || !requete ? sql`` : sql`r.mots @@ ${requete}::tsquery or`
  const parCode = codesComplets
    ? sql``
    : sql`r.structure in (select v.structure
          from public.service v
          where ${commencePar(sql`upper(v.code)`, majuscules(texte))} and ${SERVICE_PUBLIE}) or`
  return {
    ou: sql`${sansTexte} and (${parMots} ${parCode} r.structure = any (${structures}::uuid[]))`,
    filtres: beside,
    ranges: structures,
    total: plus.length ? null : total,
  }
}

/** A NUL is refused by PostgreSQL; what is longer than a name is no name. */
const propre = (texte = '') => texte.slice(0, 200).replaceAll('\0', ' ')
export const majuscules = (texte: string) => propre(texte).slice(0, 100).trim().toUpperCase()

const commencePar = (colonne: RawBuilder<unknown>, debut: string) =>
  sql`(${colonne} collate "C" >= ${debut} and ${colonne} collate "C" < ${`${debut}~`})`

function filtres(f: FiltreAnnuaire): RawBuilder<unknown>[] {
  const c: RawBuilder<unknown>[] = []
  const ville = propre(f.ville).trim()
  if (ville) c.push(sql`(r.ville >= public.plier(${ville}) and r.ville < public.plier(${ville}) || '~')`)
  const codePostal = propre(f.codePostal).replaceAll(/\s/g, '')
  if (codePostal) c.push(commencePar(sql`r.code_postal`, codePostal))
  if (f.departement)
    c.push(
      sql`(${sql.join(
        debutsPostaux(propre(f.departement)).map((d) => commencePar(sql`r.code_postal`, d)),
        sql` or `,
      )})`,
    )
  const identifiant = propre(f.identifiant)
    .replaceAll(/[^0-9A-Za-z]/g, '')
    .toUpperCase()
  if (propre(f.identifiant).trim())
    c.push(
      /^\d{13}$/.test(identifiant)
        ? sql`(${commencePar(sql`r.identifiant`, identifiant)} or r.identifiant = ${`0${identifiant}`})`
        : commencePar(sql`r.identifiant`, identifiant),
    )
  const code = majuscules(f.codeService ?? '')
  if (code)
    c.push(sql`r.structure in (select v.structure from public.service v where upper(v.code) collate "C" = ${code} and ${SERVICE_PUBLIE})`)
  if (f.exige) c.push(EXIGE[f.exige])
  return c
}

const EXIGE: Record<Exigence, RawBuilder<unknown>> = {
  'code-service': sql`r.code_service_obligatoire`,
  'numero-engagement': sql`r.numero_engagement_obligatoire`,
  'l-un-ou-l-autre': sql`r.code_service_ou_numero_engagement`,
  rien: sql`not r.code_service_obligatoire and not r.numero_engagement_obligatoire and not r.code_service_ou_numero_engagement`,
}

/** A department by the beginning of its postal codes: Corsica's two share 20. */
export const debutsPostaux = (departement: string): string[] =>
  ({ '2A': ['200', '201'], '2B': ['202', '206'] })[departement.toUpperCase()] ?? [departement]
