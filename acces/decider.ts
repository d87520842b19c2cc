import { sql, type RawBuilder } from 'kysely'
import { unseen } from '#platform/database/arrays.ts'
import type { Db, Tx } from '#platform/database/open.ts'

export type Niveau = 'consultation' | 'modification'
export const RANG_NIVEAU: Record<Niveau, 1 | 2> = { consultation: 1, modification: 2 }
/** A profile by its code: « marches.modification ». */
export const codeDuProfil = (application: string, niveau: number) => `${application}.${niveau === 2 ? 'modification' : 'consultation'}`

export type RaisonRefus =
  | 'inconnu'
  | 'compte-inactif'
  | 'non-rattache'
  | 'autre-service'
  | 'rattachement-termine'
  | 'structure-inactive'
  | 'service-inactif'
  | 'a-venir'
  | 'profil-insuffisant'
  | 'termine'
  | 'profil-manquant'

export interface Question {
  utilisateur: string
  structure: string
  /** Code of the application: « organisation », « factures-emises »… */
  application: string
  niveau: Niveau
  /** A service's id; null asks about the whole structure. */
  service?: string | null
  /**
   * « Activer », « Détacher » and « Transférer » stay open on an inactive structure (STR-07), or service; null: of an active structure, on
   * an inactive service.
   */
  memeInactive?: boolean | null
}

/** `le`: when the right begins (a-venir) or ended (termine, rattachement-termine). */
export type Decision = { oui: true } | { oui: false; raison: RaisonRefus; le: Date | null }

export interface Reponse {
  reponse: 'oui' | RaisonRefus
  le: Date | null
}

export const NUL = '00000000-0000-0000-0000-000000000000'

/**
 * The rule itself, read over « z » (service, niveau, meme_inactive, and the hour t at which it is judged), « u », « st », « a »
 * (the person, the structure and the application; a row of nulls when there is none), and the facts of all four.
 * An inactive service leaves « consultation » on it, to whoever holds more, on the service or on the whole (SER-02).
 */
const regle = (memeInactive: string) => `case
      when u.id is null or st.id is null or a.id is null then 'inconnu' when not u.est_actif then 'compte-inactif'
      when not r.present then case when r.autre_service then 'autre-service' when r.fini is not null then 'rattachement-termine' else 'non-rattache' end
      when st.statut <> 'ACTIVE' and z.niveau > 1 and ${memeInactive} is not true then 'structure-inactive'
      when vs.statut <> 'ACTIF' and z.niveau > 1 and ${memeInactive} is false then 'service-inactif'
      when h.niveau >= z.niveau then 'oui' when h.a_venir is not null then 'a-venir' when h.niveau is not null then 'profil-insuffisant'
      when h.fini is not null then 'termine' else 'profil-manquant' end`
const QUAND = 'coalesce(h.a_venir, h.fini, r.fini) as le'
export const REPONSE = `${regle('z.meme_inactive')} as reponse, ${QUAND}`
/** The same facts, judged both ways: as « z » asks, and as if an inactive structure did not matter. */
export const REPONSE_MEME_INACTIVE = `${regle('true')} as reponse_meme_inactive`
/** Where no question names a service there is none to read: the planner leaves the table out. `structure`: what the structure's id is read from. */
export const faits = (
  deService: boolean,
  structure = 'st.id',
) => `left join service vs on ${deService ? `vs.id = z.service and vs.structure = ${structure}` : 'false'}
    left join lateral (select coalesce(bool_or((service is null or service = z.service) and periode @> z.t and retire_le is null), false) as present,
        coalesce(bool_or(service is not null and service <> z.service and periode @> z.t and retire_le is null), false) as autre_service,
        max(coalesce(retire_le, upper(periode))) filter (where retire_le is not null or upper(periode) <= z.t) as fini
      from rattachement where utilisateur = u.id and structure = ${structure}) r on true
    left join lateral (select max(niveau) filter (where (service is null or service = z.service) and periode @> z.t) as niveau,
        min(lower(periode)) filter (where (service is null or service = z.service) and lower(periode) > z.t and niveau >= z.niveau) as a_venir,
        max(upper(periode)) filter (where (service is null or service = z.service) and upper(periode) <= z.t and niveau >= z.niveau) as fini
      from habilitation where utilisateur = u.id and structure = ${structure} and application = a.id and retiree_le is null) h on true`
const DE_Z =
  'left join utilisateur u on u.id = z.utilisateur left join structure st on st.id = z.structure left join application a on a.code = z.application'

/** One row a question, whatever the answer; « z » holds the questions by their ids. */
export const reponses = (z: RawBuilder<unknown>, plus = '', deService = true) =>
  sql`select ${sql.raw(REPONSE + plus)} from ${z} ${sql.raw(`${DE_Z} ${faits(deService)}`)}`

export const lireReponse = ({ reponse, le }: Reponse): Decision => (reponse === 'oui' ? { oui: true } : { oui: false, raison: reponse, le })

/**
 * May this person do this here, now, and if not why (HAB-08)? One statement, always one row, on the primary;
 * a « no » reads what a « yes » does. Ask it after the locks are taken: it judges by the hour of the answer.
 */
export async function decider(tx: Db | Tx, q: Question): Promise<Decision> {
  const { rows } = await sql<Reponse>`/* @acces */ ${reponses(
    sql`(select maintenant() as t, ${q.utilisateur}::uuid as utilisateur, ${q.structure}::uuid as structure,
            ${q.application}::text as application, ${q.service ?? NUL}::uuid as service, ${RANG_NIVEAU[q.niveau]}::int as niveau,
            ${q.memeInactive === undefined ? false : q.memeInactive}::boolean as meme_inactive) z`,
    '',
    !!q.service,
  )}`.execute(tx)
  return lireReponse(rows[0]!)
}

/** The same, for all of a page's or a call's questions at once: one statement whatever their number, answers in their order. */
export async function deciderPlusieurs(tx: Db | Tx, questions: Question[]): Promise<Decision[]> {
  if (!questions.length) return []
  const colonne = (type: string, lire: (q: Question) => unknown) => unseen(questions.map(lire), type)
  const { rows } = await sql<Reponse>`/* @acces-plusieurs */ ${reponses(
    sql`(select i.t, q.*
          from (select maintenant() as t offset 0) i,
            unnest(${colonne('uuid', (q) => q.utilisateur)}, ${colonne('uuid', (q) => q.structure)},
                ${colonne('text', (q) => q.application)}, ${colonne('uuid', (q) => q.service ?? NUL)},
                ${colonne('int', (q) => RANG_NIVEAU[q.niveau])},
                ${colonne('boolean', (q) => (q.memeInactive === undefined ? false : q.memeInactive))}) with ordinality q (utilisateur,
                structure, application, service, niveau, meme_inactive, rang)) z`,
    '',
    questions.some((q) => q.service),
  )}
    order by z.rang`.execute(tx)
  return rows.map(lireReponse)
}
