import { sql, type RawBuilder } from 'kysely'
import type { Db } from '#platform/database/open.ts'

export const EXIGENCES = ['code-service', 'numero-engagement', 'l-un-ou-l-autre', 'rien'] as const
export const TRIS_ANNUAIRE = ['pertinence', 'raisonSociale', '-raisonSociale', 'identifiant', '-identifiant', 'ville', '-ville', 'codePostal', '-codePostal'] as const
export type Exigence = (typeof EXIGENCES)[number]

export interface FiltreAnnuaire {
  recherche?: string | undefined; ville?: string | undefined; codePostal?: string | undefined; departement?: string | undefined
  identifiant?: string | undefined; codeService?: string | undefined; exige?: Exigence | undefined
  tri?: string | undefined; page?: number; taille?: number; apres?: string | undefined
}

/** The directory shows the same to everyone, whoever one looks at the portal as: its tables are named with their schema. */
export const ACTIVES = sql`s.type_structure = 'PUBLIQUE' and s.statut = 'ACTIVE' and s.type_identifiant <> 'PARTICULIER'`
export const NOM = sql`public.nom_annuaire(s.raison_sociale, s.nom, s.prenom) collate "C"`
const SERVICE_PUBLIE = sql`statut = 'ACTIF' and code <> 'FACTURES_PUBLIQUES'`

/** How many a text finds ranked; past them what remains follows by name. */
const RANGES = 200

/** The structures asked for. `filtres`: what is asked beside a text; `ranges`: those the text found, best first; null without a text; `compte`: what is counted. */
export interface Ensemble { ou: RawBuilder<unknown>; filtres: RawBuilder<unknown>; ranges: string[] | null; compte: RawBuilder<unknown> }

export async function ensemble(db: Db, f: FiltreAnnuaire): Promise<Ensemble> {
  const texte = propre(f.recherche)
  const plus = filtres(f)
  const sansTexte = sql.join([ACTIVES, ...plus], sql` and `)
  const compter = (ou: RawBuilder<unknown>) => sql`from public.structure s where ${ou}`
  if (!texte.trim()) return { ou: sansTexte, filtres: sansTexte, ranges: null, compte: compter(sansTexte) }
  const { rows } = await sql<{ structures: string[]; complet: boolean }>`select * from public.chercher_annuaire(${texte}, ${RANGES})`.execute(db)
  const { structures, complet } = rows[0]!
  const parMots = sql`select r.structure from public.recherche_structure r where r.est_publique and r.est_active and r.mots @@ public.requete_annuaire(${texte})`
  const code = majuscules(texte)
  const parCode = sql`select v.structure from public.service v where upper(v.code) collate "C" >= ${code} and upper(v.code) collate "C" < ${`${code}~`} and ${SERVICE_PUBLIE}`
  // Of the few of a town, each is looked at: a value asked row by row, since the planner gathers what an « exists » asks. Of the many of a department, or without either, those who bear the words are gathered first.
  const peu = f.ville?.trim() || (f.codePostal ?? '').replaceAll(/\s/g, '').length >= 5
  const parTexte = complet ? sql`s.id = any (${structures}::uuid[])`
    : peu ? sql`(s.id = any (${structures}::uuid[]) or (select r.mots @@ (select public.requete_annuaire(${texte})) from public.recherche_structure r where r.structure = s.id) or (${parCode} and v.structure = s.id limit 1) is not null)`
      : f.codePostal || f.departement || f.identifiant ? sql`(s.id = any (${structures}::uuid[]) or exists (select from public.recherche_structure r where r.structure = s.id and r.mots @@ (select public.requete_annuaire(${texte}))) or exists (${parCode} and v.structure = s.id))`
        : sql`s.id in (select unnest(${structures}::uuid[]) union ${parMots} union ${parCode})`
  const ou = sql`${sansTexte} and ${parTexte}`
  return { ou, filtres: sansTexte, ranges: structures, compte: complet || plus.length ? compter(ou) : sql`from (${sansDoublons(parMots, structures, parCode, texte)}) x` }
}

/** A common word is counted in its index, as far as counts go; then whom its rank alone found, or a code of service. */
const sansDoublons = (parMots: RawBuilder<unknown>, ranges: string[], parCode: RawBuilder<unknown>, texte: string) => sql`${parMots} union all
  select r.structure from (select unnest(${ranges}::uuid[]) as structure union ${parCode}) c join public.recherche_structure r on r.structure = c.structure
  where r.est_publique and r.est_active and coalesce(not r.mots @@ (select public.requete_annuaire(${texte})), true)`

/** A NUL is refused by PostgreSQL; what is longer than a name is no name. */
const propre = (texte = '') => texte.slice(0, 200).replaceAll('\0', ' ')
const majuscules = (texte: string) => propre(texte).trim().toUpperCase()

const commencePar = (colonne: RawBuilder<unknown>, debut: string) => sql`(${colonne} collate "C" >= ${debut} and ${colonne} collate "C" < ${`${debut}~`})`

function filtres(f: FiltreAnnuaire): RawBuilder<unknown>[] {
  const c: RawBuilder<unknown>[] = []
  const ville = propre(f.ville).trim()
  if (ville) c.push(sql`(plier(s.ville) collate "C" >= plier(${ville}) and plier(s.ville) collate "C" < plier(${ville}) || '~')`)
  const codePostal = propre(f.codePostal).replaceAll(/\s/g, '')
  if (codePostal) c.push(commencePar(sql`s.code_postal`, codePostal))
  if (f.departement) c.push(sql`(${sql.join(debutsPostaux(propre(f.departement)).map((d) => commencePar(sql`s.code_postal`, d)), sql` or `)})`)
  const identifiant = propre(f.identifiant).replaceAll(/[^0-9A-Za-z]/g, '').toUpperCase()
  if (propre(f.identifiant).trim()) c.push(/^\d{13}$/.test(identifiant) ? sql`(${commencePar(sql`s.identifiant`, identifiant)} or s.identifiant collate "C" = ${`0${identifiant}`})` : commencePar(sql`s.identifiant`, identifiant))
  const code = majuscules(f.codeService ?? '')
  if (code) c.push(sql`s.id in (select v.structure from public.service v where upper(v.code) collate "C" = ${code} and ${SERVICE_PUBLIE} and public.service_en_cours(v))`)
  if (f.exige) c.push(EXIGE[f.exige])
  return c
}

const EXIGE: Record<Exigence, RawBuilder<unknown>> = {
  'code-service': sql`s.code_service_obligatoire`,
  'numero-engagement': sql`s.numero_engagement_obligatoire`,
  'l-un-ou-l-autre': sql`s.code_service_ou_numero_engagement`,
  rien: sql`not s.code_service_obligatoire and not s.numero_engagement_obligatoire and not s.code_service_ou_numero_engagement`,
}

/** A department by the beginning of its postal codes: Corsica's two share 20. */
export const debutsPostaux = (departement: string): string[] => ({ '2A': ['200', '201'], '2B': ['202', '206'] })[departement.toUpperCase()] ?? [departement]
