import { sql, type RawBuilder } from 'kysely'
import type { GenreImport } from '#app/organisation/imports/refus.ts'
import type { EtatDemande } from '#demandes/index.ts'
import { lireCle } from '#platform/database/lists.ts'
import type { Db } from '#platform/database/open.ts'
import { columnOf } from '#platform/database/columns.ts'

/** « erreurs »: those to mend first. */
export const TRIS_LIGNES = ['erreurs', 'ligne', '-ligne'] as const

const NOMBRES = [
  'lignes',
  'aRattacher',
  'aInviter',
  'aCompleter',
  'aCreer',
  'aModifier',
  'inchangees',
  'erreurs',
  'traitees',
  'rattachees',
  'invitees',
  'completees',
  'creees',
  'modifiees',
  'echouees',
  'habilitations',
] as const
export type Import = Record<(typeof NOMBRES)[number], number> & {
  id: string
  genre: GenreImport
  nom: string
  creeLe: Date
  ignorees: string[]
  structure: string | null
  demande: { numero: string; etat: EtatDemande } | null
  /** Who governs the one structure whose services it would touch: told of it too. */
  gestionnaire?: { id: string; prenom: string; nom: string } | null
  /** Who govern the structures whose people it would touch, its author aside: told too; the first of them by name. */
  gestionnaires?: { nombre: number; noms: string[] }
}

const COMPTES = sql.raw(NOMBRES.map((c) => `i.${columnOf(c)}`).join(', '))
const COLONNES = sql`i.id, i.genre, i.nom, i.cree_le, i.ignorees, coalesce(i.structure, d.structure) as structure, ${COMPTES},
    case when d.id is not null then json_build_object('numero', d.numero, 'etat', d.etat) end as demande`
const DEPUIS = sql`from import i left join demande d on d.id = i.demande`
const GESTIONNAIRE = sql`(select json_build_object('id', g.id, 'prenom', g.prenom, 'nom', g.nom)
      from structure s
      join utilisateur g on g.id = s.gestionnaire_principal and g.est_actif
      where s.id = (select case when count(*) = 1 then min(x.structure::text)::uuid end
          from (select distinct structure
              from import_ligne_service l
              where l.import = i.id and l.resultat in ('a-creer', 'a-modifier')
              limit 2) x)) as gestionnaire`
const NOMMES = 3
const GESTIONNAIRES = sql`(select json_build_object('nombre', count(*), 'noms',
            coalesce((array_agg(g.nom order by g.nom, g.id))[:${sql.lit(NOMMES)}], '{}'))
      from (select distinct u.id, u.prenom || ' ' || u.nom as nom
          from (select distinct structure
              from import_ligne l
              where l.import = i.id and l.resultat in ('a-rattacher', 'a-inviter', 'a-completer')) x
          join structure s on s.id = x.structure
          join utilisateur u on u.id = s.gestionnaire_principal and u.est_actif and u.id <> i.auteur) g) as gestionnaires`

/** One's own import; anybody else's does not exist. */
export async function lireImport(db: Db, auteur: string, id: string): Promise<Import | null> {
  return (
    (
      await sql<Import>`select ${COLONNES}, ${GESTIONNAIRE}, ${GESTIONNAIRES} ${DEPUIS}
        where i.id = ${id}::uuid and i.auteur = ${auteur}::uuid and i.lu_le is not null`.execute(db)
    ).rows[0] ?? null
  )
}

export async function importsRecents(db: Db, auteur: string, genre: GenreImport): Promise<Import[]> {
  return (
    await sql<Import>`select ${COLONNES} ${DEPUIS}
      where i.auteur = ${auteur}::uuid and i.genre = ${genre} and i.lu_le is not null
      order by i.cree_le desc
      limit 5`.execute(db)
  ).rows
}

export interface Faute {
  colonne: string
  code: string
  valeur: string
}
export interface LigneImportee {
  ligne: number
  cellules: Record<string, string>
  resultat: string
  issue: string | null
  fautes: Faute[]
}

export interface FiltreLignes {
  page?: number
  taille?: number
  tri?: string | undefined
  resultat?: string | undefined
  issue?: string | undefined
  recherche?: string | undefined
  apres?: string | undefined
}

/** Which lines of « l », and in which order; `chercher`: by what is not a number. */
export function trierLignes(table: string, id: string, f: FiltreLignes, chercher: (mots: string) => RawBuilder<unknown>) {
  const { page = 1, taille = 20, tri = 'erreurs' } = f
  const cherche = f.recherche?.trim() || null
  const apres = lireCle(f.apres, 'integer', 'boolean')
  const ou = sql`from ${sql.table(table)} l
    where l.import = ${id}::uuid ${f.resultat ? sql`and l.resultat = ${f.resultat}` : sql``}
        ${f.issue ? sql`and l.issue = ${f.issue}` : sql``}
        ${cherche ? (/^\d{1,6}$/.test(cherche) ? sql`and (l.rang = ${Number(cherche)} or ${chercher(cherche)})` : sql`and ${chercher(cherche)}`) : sql``}`
  const [cle, ordre] =
    tri === '-ligne'
      ? [sql`false`, sql`l.rang desc`]
      : tri === 'ligne'
        ? [sql`false`, sql`l.rang`]
        : [sql`l.resultat <> 'erreur'`, sql`(l.resultat <> 'erreur'), l.rang`]
  const suite = !apres
    ? sql``
    : tri === '-ligne'
      ? sql`and l.rang < ${apres[1]}::bigint`
      : tri === 'ligne'
        ? sql`and l.rang > ${apres[1]}::bigint`
        : sql`and (l.resultat <> 'erreur', l.rang) > (${apres[0]}::boolean, ${apres[1]}::bigint)`
  return {
    page,
    taille,
    ou,
    lignes: sql`(select l.*, ${cle} as cle ${ou} ${suite} order by ${ordre} limit ${taille} offset ${apres ? 0 : (page - 1) * taille})`,
    finale: tri === '-ligne' ? sql`x.rang desc` : sql`x.cle, x.rang`,
  }
}

/** « code|column|more », in its parts. */
export function lireFaute(f: string): Faute {
  const [code = '', colonne = '', ...reste] = f.split('|')
  return { code, colonne, valeur: reste.join('|') }
}
