import { sql, type RawBuilder } from 'kysely'
import { estUuid } from '#app/contexte.ts'
import { motPlie } from '#app/listes/mot-plie.ts'
import { niveauDestinataire, portees } from '#app/support/tickets/acces.ts'
import { PRIORITES, type Cote, type Onglet, type Priorite, type StatutTicket } from '#app/support/tickets/champs.ts'
import type { Db } from '#platform/database/open.ts'

/** What a list is grouped by: the emitter's columns, then what the recipient has more. */
export const GROUPES_EMIS = ['categorie', 'sousCategorie', 'statut', 'creeLe'] as const
export const GROUPES = [...GROUPES_EMIS, 'priorite', 'agent', 'service'] as const
export type NomGroupe = (typeof GROUPES)[number]

export interface FiltreTickets {
  page?: number
  taille?: number
  tri?: string | undefined
  onglet?: Onglet | undefined
  statut?: string | undefined
  categorie?: string | undefined
  sousCategorie?: string | undefined
  /** Of its creation: 2026-11. */ mois?: string | undefined
  recherche?: string | undefined
  apres?: string | undefined
  grouper?: NomGroupe | undefined
  /** Received tickets alone: whose they are (moi, personne), only late ones, which service, which incident, those one follows. */
  priorite?: string | undefined
  attribue?: string | undefined
  retard?: string | undefined
  service?: string | undefined
  incident?: string | undefined
  suivis?: string | undefined
  /** Asked by no address: those that nobody has and one may take; those and one's own. */
  reste?: 'libres' | 'pourMoi' | undefined
}
export type Qui = { id: string; roles: readonly string[] }
/** What is read: by whom, from which side, by which criteria. */
export interface Lecture {
  qui: Qui
  cote: Cote
  f: FiltreTickets
  critere: RawBuilder<unknown>
  /** The tickets that say what is looked for; null: nothing is, or too many say it to be gathered. */ trouves: string[] | null
  /** A word that too many tickets say. */ courant: boolean
}

/** Whose turn it is depends on the side one stands on. */
const ACTIONS_REQUISES: Record<Cote, readonly StatutTicket[]> = { emetteur: ['EN_ATTENTE', 'RESOLU'], destinataire: ['OUVERT'] }
const STATUTS: Record<Onglet, (cote: Cote) => readonly StatutTicket[]> = {
  actions: (cote) => ACTIONS_REQUISES[cote],
  tous: () => ['OUVERT', 'EN_ATTENTE', 'RESOLU'],
  clotures: () => ['FERME'],
}
/** In the words of the indexes' own conditions. */
const CONDITIONS: Record<Onglet, (cote: Cote) => RawBuilder<unknown>> = {
  actions: (cote) => (cote === 'emetteur' ? sql`t.statut in ('EN_ATTENTE', 'RESOLU')` : sql`t.statut = 'OUVERT'`),
  tous: () => sql`t.statut <> 'FERME'`,
  clotures: () => sql`t.statut = 'FERME'`,
}
export const dansOnglet = (cote: Cote, o: Onglet) => CONDITIONS[o](cote)

/** The states that a tab may show under these criteria: only what waits for its recipient can be late. */
export function statutsPossibles({ cote, f }: Pick<Lecture, 'cote' | 'f'>, o: Onglet): StatutTicket[] {
  return STATUTS[o](cote).filter((s) => (!f.statut || s === f.statut) && !(cote === 'destinataire' && f.retard === 'oui' && s !== 'OUVERT'))
}

/**
 * Structures by themselves, so that each one's index gives its tickets in order: those one reads whole or in part (p), and on the emitter's
 * side those where one reads one's own (r). Tickets that were found are few: read once, whatever the number of structures.
 */
export function branches(
  { qui, cote, trouves }: Lecture,
  colonnes: RawBuilder<unknown>,
  filtre: RawBuilder<unknown>,
  fin: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const emis = cote === 'emetteur'
  const [structure, service] = emis ? [sql`t.structure`, sql`t.service`] : [sql`t.destinataire`, sql`t.destinataire_service`]
  const agent = !emis && qui.roles.includes('agent')
  const sien = sql`t.auteur = ${qui.id}::uuid`
  if (trouves) {
    const permis = emis
      ? sql`${sien} and t.structure is null or ${sien}
          and exists (select from r where r.structure = t.structure and (t.service = any (r.services)) is not true)`
      : sql`${agent}::boolean and t.destinataire is null`
    return sql`(select ${colonnes}
          from ticket t
          left join p on p.structure = ${structure}
          where t.id = any (${trouves}::bigint[])
            and (${permis} or p.structure is not null and (p.entiere or ${service} = any (p.services))) and ${filtre} ${fin})`
  }
  const tickets = (ou: RawBuilder<unknown>) => sql`(select ${colonnes} from ticket t where ${ou} and ${filtre} ${fin})`
  const lateral = sql`select x.*
    from p
    cross join lateral ${tickets(sql`${structure} = p.structure and (p.entiere or ${service} = any (p.services))`)} x`
  if (!emis) return agent ? sql`${tickets(sql`t.destinataire is null`)} union all ${lateral}` : lateral
  return sql`${tickets(sql`${sien} and t.structure is null`)}
    union all select x.*
    from r
    cross join lateral ${tickets(sql`${sien} and t.structure = r.structure and (t.service = any (r.services)) is not true`)} x
    union all ${lateral}`
}

/** A service is one structure's: the others are not read. */
const desService = ({ cote, f }: Lecture) =>
  cote === 'destinataire' && f.service && estUuid(f.service)
    ? sql`where x.structure = (select v.structure from service v where v.id = ${f.service}::uuid)`
    : sql``
export const listes = (l: Lecture) =>
  sql`p as materialized (select * from (${portees(l.qui.id, l.cote)}) x ${desService(l)})${
    l.cote === 'emetteur'
      ? sql`, r as materialized (select distinct a.structure, p.services from rattachement a left join p on p.structure = a.structure
    where a.utilisateur = ${l.qui.id}::uuid and a.retire_le is null and a.periode @> maintenant() and p.entiere is not true)`
      : sql``
  }`

/** Planned once a connection, which is half of their time; but what is looked for has plans of its own. */
export const marque = (l: Lecture, nom: 'tickets' | 'tickets-comptes') => (l.f.recherche?.trim() ? sql`` : sql.raw(`/* @${nom}~ */`))

/** As Paris's calendar says. */
const DEBUT_DU_MOIS = (mois: string, plus = 0) =>
  sql`((to_date(${mois}, 'YYYY-MM') + make_interval(months => ${plus})) at time zone 'Europe/Paris')`

/**
 * Beyond so many, a word is common: tickets are then read in their order until a page is full, rather than all gathered first, and counted
 * no further.
 */
export const MOT_COURANT = 1000

/** Words found common a moment ago, and until when they are believed so: it changes how tickets are read, not which. */
const courants = new WeakMap<Db, Map<string, number>>()
const [COURANT_MS, COURANTS_MAX] = [60_000, 500]

/** Which tickets say it, whoever may read them; null: too many to be gathered. */
async function trouver(db: Db, texte: string): Promise<string[] | null> {
  const connus = courants.get(db) ?? new Map<string, number>()
  if ((connus.get(texte) ?? 0) > performance.now()) return null
  // A number tells more to the index than the words around it: « cprocs » is in every ticket.
  const rare = /\d{3,}/.exec(texte)?.[0] ?? texte
  const { rows } = await sql<{
    id: string
  }>`select id::text
    from ticket
    where texte_plie like '%' || plier(${rare}) || '%' ${rare === texte ? sql`` : sql`and strpos(texte_plie, ${motPlie(texte)}) > 0`}
    limit ${MOT_COURANT + 1}`.execute(db)
  if (rows.length <= MOT_COURANT) return rows.map((r) => r.id)
  if (connus.size >= COURANTS_MAX) connus.clear()
  courants.set(db, connus.set(texte, performance.now() + COURANT_MS))
  return null
}

/** What is asked for; one statement when something is looked for, else none. */
export async function preparer(db: Db, qui: Qui, cote: Cote, f: FiltreTickets): Promise<Lecture> {
  const texte = f.recherche?.trim()
  const trouves = texte ? await trouver(db, texte) : null
  const courant = Boolean(texte && !trouves)
  return { qui, cote, f, trouves, courant, critere: critereDe(qui, cote, f, courant ? texte : undefined) }
}

/**
 * Every criterion given, together. `texte`: tickets that say it are recognised one by one; not by « like », which the planner believes rare
 * and gathers every ticket for.
 */
function critereDe(qui: Qui, cote: Cote, f: FiltreTickets, texte: string | undefined): RawBuilder<unknown> {
  return sql`${f.statut ? sql`t.statut = ${f.statut}` : sql`true`} ${f.categorie ? sql`and t.categorie = ${f.categorie}` : sql``}
        ${f.sousCategorie ? sql`and t.sous_categorie = ${f.sousCategorie}` : sql``}
        ${f.mois ? sql`and t.cree_le >= ${DEBUT_DU_MOIS(f.mois)} and t.cree_le < ${DEBUT_DU_MOIS(f.mois, 1)}` : sql``}
        ${cote === 'destinataire' ? critereDuDestinataire(qui, f) : sql``}
        ${texte ? sql`and strpos(t.texte_plie, ${motPlie(texte)}) > 0` : sql``}`
}

/** Without a due date, last; what is sorted by is what is compared, as its index has it. */
export const ECHEANCE = sql`coalesce(t.echeance, timestamptz '9999-12-31 00:00:00+00')`

function critereDuDestinataire(qui: Qui, f: FiltreTickets): RawBuilder<unknown> {
  const libre = sql`t.agent is null and ${niveauDestinataire(qui.id)} = 2`
  const id = (v: string) => (estUuid(v) ? v : null)
  return sql`${f.priorite ? sql`and t.priorite_rang = ${PRIORITES.indexOf(f.priorite as Priorite) + 1}` : sql``} ${
    f.attribue === 'personne'
      ? sql`and t.agent is null`
      : f.attribue
        ? sql`and t.agent =
              ${f.attribue === 'moi' ? qui.id : id(f.attribue)}::uuid`
        : sql``
  } ${f.retard === 'oui' ? sql`and ${ECHEANCE} < (select maintenant())` : sql``}
        ${f.service === 'aucun' ? sql`and t.destinataire_service is null` : f.service ? sql`and t.destinataire_service = ${id(f.service)}::uuid` : sql``}
        ${f.incident ? sql`and t.incident = ${id(f.incident)}::uuid` : sql``}
        ${f.suivis === 'oui' ? sql`and exists (select from ticket_abonne a where a.ticket = t.id and a.utilisateur = ${qui.id}::uuid)` : sql``}
        ${f.reste === 'libres' ? sql`and ${libre}` : f.reste === 'pourMoi' ? sql`and (t.agent = ${qui.id}::uuid or ${libre})` : sql``}`
}
