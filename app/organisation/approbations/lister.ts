import { sql, type RawBuilder } from 'kysely'
import { attendLaDecisionDe } from '#acces/index.ts'
import { motPlie } from '#app/listes/mot-plie.ts'
import { compterJusqua, ecrireCle, lireCle, type PageDeListe } from '#platform/database/lists.ts'
import type { Db } from '#platform/database/open.ts'

export const COLONNES_APPROBATIONS = ['etat', 'description', 'demandeur', 'structure', 'raisonSociale', 'service', 'creeLe'] as const
export type ColonneApprobation = (typeof COLONNES_APPROBATIONS)[number]
export const TRIS_APPROBATIONS = COLONNES_APPROBATIONS.flatMap((c) => [c, `-${c}` as const])
export const ETATS_APPROBATION = ['demandee', 'approuvee', 'refusee', 'annulee', 'expiree'] as const
export type EtatApprobation = (typeof ETATS_APPROBATION)[number]
export const TYPES_APPROUVES = ['habilitation.demander', 'rattachement.demander', 'mandat-facturation.souscrire'] as const

export interface ApprobationEnListe {
  numero: string
  type: string
  etat: EtatApprobation
  creeLe: Date
  expireLe: Date
  demandeur: { id: string; prenom: string; nom: string }
  structure: { id: string; typeIdentifiant: string; identifiant: string; raisonSociale: string; libelle?: string | null }
  service: { id: string; code: string; nom: string } | null
  saisie: Record<string, unknown>
  peutDecider: boolean
}

export interface FiltreApprobations {
  page?: number
  taille?: number
  tri?: string | undefined
  apres?: string | undefined
  recherche?: string | undefined
  etat?: string | undefined
  type?: string | undefined
  demandeur?: string | undefined
  structure?: string | undefined
  raisonSociale?: string | undefined
  service?: string | undefined
  depuis?: string | undefined
  jusquau?: string | undefined
}

export const aDeciderPar = (qui: string) => attendLaDecisionDe(sql`${qui}::uuid`)
/** The structures one decides for now, each once. */
export const DECIDEES = (qui: string) => sql`(select distinct x.structure from decideur x where x.utilisateur = ${qui}::uuid)`
const NOM = sql`plier(nom_structure(s) || ' ' || coalesce(s.libelle, ''))`
const chiffres = (texte: string) => texte.replace(/\s/g, '').toUpperCase()
const contient = (dans: RawBuilder<unknown>, texte: string | undefined) =>
  texte?.trim() ? sql`and strpos(${dans}, ${motPlie(texte.trim())}) > 0` : sql``

/** Over « a » the approval, « s » its structure: what the filters keep. */
function filtrer(f: FiltreApprobations): RawBuilder<unknown> {
  const cherche = f.recherche?.trim()
  return sql`true ${f.etat ? sql`and a.etat = ${f.etat}` : sql``} ${f.type ? sql`and a.type = ${f.type}` : sql``}
        ${contient(sql`a.demandeur`, f.demandeur)} ${contient(sql`a.service`, f.service)} ${contient(NOM, f.raisonSociale)}
        ${
          f.structure?.trim()
            ? sql`and (s.id::text = ${f.structure.trim().toLowerCase()}
                or strpos(upper(s.identifiant), ${chiffres(f.structure)}) > 0)`
            : sql``
        }
        ${f.depuis ? sql`and a.cree_le >= ${f.depuis}::date::timestamp at time zone 'Europe/Paris'` : sql``}
        ${f.jusquau ? sql`and a.cree_le < (${f.jusquau}::date + 1)::timestamp at time zone 'Europe/Paris'` : sql``} ${
          cherche
            ? sql`and (strpos(a.demandeur, ${motPlie(cherche)}) > 0 or strpos(${NOM}, ${motPlie(cherche)}) > 0
                or strpos(upper(s.identifiant), ${chiffres(cherche)}) > 0
                or exists (select from demande n where n.id = a.demande and strpos(n.numero, upper(${cherche})) > 0))`
            : sql``
        }`
}

/** The key of each sort; those of the structure are the same for all of its approvals. */
const CLES: Record<ColonneApprobation, RawBuilder<unknown>> = {
  etat: sql`a.etat`,
  description: sql`a.description`,
  demandeur: sql`a.demandeur`,
  service: sql`a.service`,
  creeLe: sql`a.cree_le`,
  structure: sql`s.identifiant collate "C"`,
  raisonSociale: sql`plier(nom_structure(s)) collate "C"`,
}
const DANS_L_INDEX = new Set<ColonneApprobation>(['etat', 'description', 'demandeur', 'service', 'creeLe'])

const ligneDe = (qui: string) => sql`d.numero, a.type, a.etat, a.cree_le, a.expire_le, d.saisie, ${aDeciderPar(qui)} as peut_decider,
    json_build_object('id', u.id, 'prenom', u.prenom, 'nom', u.nom) as demandeur,
    json_build_object('id', s.id, 'typeIdentifiant', s.type_identifiant, 'identifiant', s.identifiant, 'raisonSociale', nom_structure(s),
        'libelle', s.libelle) as structure,
    case when v.id is not null then json_build_object('id', v.id, 'code', v.code, 'nom', v.nom) end as service`
const JOINTES = sql`join demande d on d.id = a.demande
  join utilisateur u on u.id = d.auteur
  join structure s on s.id = a.structure
  left join service v on v.id = d.service`

/**
 * The approvals of the structures one decides for, in every state (APP-02): of each structure the first rows by its index, then the first
 * of all. Two statements.
 */
export async function listerApprobations(db: Db, qui: string, f: FiltreApprobations): Promise<PageDeListe<ApprobationEnListe>> {
  const { page = 1, taille = 20, tri = '-creeLe' } = f
  const colonne = COLONNES_APPROBATIONS.find((c) => c === tri.replace('-', '')) ?? 'creeLe'
  const sens = tri.startsWith('-') ? sql`desc` : sql`asc`
  const cle = CLES[colonne]
  const apres = lireCle(f.apres, 'integer', colonne === 'creeLe' ? 'instant' : 'text')
  const type = colonne === 'creeLe' ? sql`timestamptz` : sql`text`
  const suite = apres
    ? sql`and (${cle}, a.demande) ${tri.startsWith('-') ? sql`<` : sql`>`} (${apres[0]}::${type}, ${apres[1]}::bigint)`
    : sql``
  const saute = apres ? 0 : (page - 1) * taille
  // Within one structure a key of the structure itself orders nothing: its approvals follow by rank.
  const ordreInterne = DANS_L_INDEX.has(colonne) ? sql`${cle} ${sens}, a.demande ${sens}` : sql`a.demande ${sens}`
  const { rows } = await sql<ApprobationEnListe & { cle: string; rang: number }>`
    select x.cle::text as cle, a.demande as rang, ${ligneDe(qui)}
    from (select y.*
        from ${DECIDEES(qui)} m
        join structure s on s.id = m.structure
        cross join lateral (select a.demande, ${cle} as cle
            from approbation a
            where a.structure = s.id and ${filtrer(f)} ${suite}
            order by ${ordreInterne}
            limit ${taille + saute}) y
        order by y.cle ${sens}, y.demande ${sens}
        limit ${taille} offset ${saute}) x
    join approbation a on a.demande = x.demande ${JOINTES}
    order by x.cle ${sens}, x.demande ${sens}`.execute(db)
  const compte = await compterJusqua(
    db,
    sql`from approbation a join structure s on s.id = a.structure where a.structure in ${DECIDEES(qui)} and ${filtrer(f)}`,
  )
  const derniere = rows.length === taille ? rows.at(-1) : undefined
  return { elements: rows, ...compte, page, taille, suivant: derniere ? ecrireCle(derniere.cle, derniere.rang) : null }
}

/** The numbers of what can be decided under a filter, oldest first. */
export async function numerosADecider(db: Db, qui: string, f: FiltreApprobations, limite: number): Promise<string[]> {
  const { rows } = await sql<{
    numero: string
  }>`select d.numero from approbation a join demande d on d.id = a.demande join structure s on s.id = a.structure
    where a.structure in ${DECIDEES(qui)} and ${aDeciderPar(qui)} and ${filtrer(f)} order by a.demande limit ${limite}`.execute(db)
  return rows.map((r) => r.numero)
}

/** Those of these numbers that one decides for, as they are now. */
export async function approbationsParNumero(
  db: Db,
  qui: string,
  numeros: string[],
): Promise<(ApprobationEnListe & { decideePar: { id: string; prenom: string; nom: string } | null; decideeLe: Date | null })[]> {
  const { rows } = await sql<
    ApprobationEnListe & { decideePar: { id: string; prenom: string; nom: string } | null; decideeLe: Date | null }
  >`
    select ${ligneDe(qui)}, a.decidee_le,
      (select json_build_object('id', q.id, 'prenom', q.prenom, 'nom', q.nom) from utilisateur q where q.id = a.decidee_par) as decidee_par
    from demande n
    join approbation a on a.demande = n.id ${JOINTES}
    where n.numero = any(${numeros}) and a.structure in ${DECIDEES(qui)}
    order by a.demande`.execute(db)
  return rows
}
