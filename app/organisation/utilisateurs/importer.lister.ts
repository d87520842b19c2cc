import { sql } from 'kysely'
import { COLONNES, type Colonne } from '#app/organisation/utilisateurs/importer.colonnes.ts'
import type { EtatDemande } from '#demandes/index.ts'
import { compterJusqua, ecrireCle, lireCle, type PageDeListe } from '#platform/database/lists.ts'
import type { Db } from '#platform/database/open.ts'

export const RESULTATS = ['a-rattacher', 'a-inviter', 'a-completer', 'inchangee', 'erreur'] as const
export const ISSUES = ['rattachee', 'invitee', 'completee', 'inchangee', 'echouee'] as const
/** « erreurs »: those to mend first. */
export const TRIS_LIGNES = ['erreurs', 'ligne', '-ligne'] as const

export interface Import {
  id: string; nom: string; creeLe: Date; ignorees: string[]
  lignes: number; aRattacher: number; aInviter: number; aCompleter: number; inchangees: number; erreurs: number
  traitees: number; rattachees: number; invitees: number; completees: number; echouees: number; habilitations: number
  demande: { numero: string; etat: EtatDemande } | null
}

const COMPTES = sql.raw(['lignes', 'a_rattacher', 'a_inviter', 'a_completer', 'inchangees', 'erreurs', 'traitees', 'rattachees', 'invitees', 'completees', 'echouees', 'habilitations'].map((c) => `i.${c}`).join(', '))
const LUS = sql`select i.id, i.nom, i.cree_le, i.ignorees, ${COMPTES}, case when d.id is not null then json_build_object('numero', d.numero, 'etat', d.etat) end as demande from import i left join demande d on d.id = i.demande`

/** One's own import; anybody else's does not exist. */
export async function lireImport(db: Db, auteur: string, id: string): Promise<Import | null> {
  return (await sql<Import>`${LUS} where i.id = ${id}::uuid and i.auteur = ${auteur}::uuid and i.lu_le is not null`.execute(db)).rows[0] ?? null
}

export async function importsRecents(db: Db, auteur: string): Promise<Import[]> {
  return (await sql<Import>`${LUS} where i.auteur = ${auteur}::uuid and i.lu_le is not null order by i.cree_le desc limit 5`.execute(db)).rows
}

interface Faute { colonne: Colonne; code: string; valeur: string }
export interface LigneDImport {
  ligne: number
  cellules: Record<Colonne, string>
  resultat: (typeof RESULTATS)[number]
  issue: (typeof ISSUES)[number] | null
  structure: { id: string; raisonSociale: string } | null
  service: { code: string; nom: string } | null
  /** What it would add, or has added. */
  ajouts: { application: string; niveau: 1 | 2 }[]
  fautes: Faute[]
}

export interface FiltreLignes { page?: number; taille?: number; tri?: string | undefined; resultat?: string | undefined; issue?: string | undefined; recherche?: string | undefined; apres?: string | undefined }

type Brute = Omit<LigneDImport, 'cellules' | 'fautes'> & { cellules: string[]; fautes: string[]; proche: string | null }

/** The lines of an import that the caller has read as its author. Two statements. */
export async function listerLignes(db: Db, id: string, f: FiltreLignes): Promise<PageDeListe<LigneDImport>> {
  const { page = 1, taille = 20, tri = 'erreurs' } = f
  const cherche = f.recherche?.trim() || null
  const apres = lireCle(f.apres)
  const ou = sql`from import_ligne l where l.import = ${id}::uuid ${f.resultat ? sql`and l.resultat = ${f.resultat}` : sql``} ${f.issue ? sql`and l.issue = ${f.issue}` : sql``}
    ${cherche ? (/^\d{1,6}$/.test(cherche) ? sql`and l.rang = ${Number(cherche)}` : sql`and strpos(plier(array_to_string(l.cellules[1:3], ' ')), plier(${cherche})) > 0`) : sql``}`
  const [cle, ordre] = tri === '-ligne' ? [sql`false`, sql`l.rang desc`] : tri === 'ligne' ? [sql`false`, sql`l.rang`] : [sql`l.resultat <> 'erreur'`, sql`(l.resultat <> 'erreur'), l.rang`]
  const suite = !apres ? sql`` : tri === '-ligne' ? sql`and l.rang < ${Number(apres[1])}::int` : tri === 'ligne' ? sql`and l.rang > ${Number(apres[1])}::int` : sql`and (l.resultat <> 'erreur', l.rang) > (${String(apres[0])}::boolean, ${Number(apres[1])}::int)`
  const { rows } = await sql<Brute & { cle: boolean }>`select x.rang as ligne, x.cellules, x.resultat, x.issue, x.fautes, x.cle,
      case when s.id is not null then json_build_object('id', s.id, 'raisonSociale', nom_structure(s)) end as structure, case when v.id is not null then json_build_object('code', v.code, 'nom', v.nom) end as service,
      (select coalesce(json_agg(json_build_object('application', a.code, 'niveau', d % 10) order by a.id), '[]') from unnest(x.ajouts) d join application a on a.id = d / 10) as ajouts,
      (select w.code from service w where array_to_string(x.fautes, ' ') like '%service-inconnu%' and w.structure = x.structure and w.statut = 'ACTIF' and length(x.code_service) <= 100
        and least(levenshtein_less_equal(lower(left(w.code, 100)), lower(x.code_service), 3), levenshtein_less_equal(plier(left(w.nom, 100)), plier(x.code_service), 3)) <= 3
        order by least(levenshtein_less_equal(lower(left(w.code, 100)), lower(x.code_service), 3), levenshtein_less_equal(plier(left(w.nom, 100)), plier(x.code_service), 3)), w.code limit 1) as proche
    from (select l.*, ${cle} as cle ${ou} ${suite} order by ${ordre} limit ${taille} offset ${apres ? 0 : (page - 1) * taille}) x
    left join structure s on s.id = x.structure left join service v on v.id = x.service order by ${tri === '-ligne' ? sql`x.rang desc` : sql`x.cle, x.rang`}`.execute(db)
  const compte = await compterJusqua(db, sql`${ou}`)
  const derniere = rows.length === taille ? rows.at(-1) : undefined
  return { elements: rows.map(({ cle: _, ...l }) => enLigne(l)), ...compte, page, taille, suivant: derniere ? ecrireCle(String(derniere.cle), derniere.ligne) : null }
}

const enLigne = ({ cellules, fautes, proche, ...l }: Brute): LigneDImport => ({
  ...l, cellules: Object.fromEntries(COLONNES.map((c, i) => [c, cellules[i] ?? ''])) as Record<Colonne, string>,
  fautes: fautes.map((f) => {
    const [code = '', colonne = '', ...reste] = f.split('|')
    return { code, colonne: colonne as Colonne, valeur: code === 'service-inconnu' ? (proche ?? '') : reste.join('|') }
  }),
})
