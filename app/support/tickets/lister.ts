import { sql, type RawBuilder } from 'kysely'
import { estUuid } from '#app/contexte.ts'
import { portees } from '#app/support/tickets/acces.ts'
import type { Cote, Onglet, Priorite, StatutTicket } from '#app/support/tickets/champs.ts'
import { presents } from '#app/support/tickets/presence.ts'
import { COUNT_LIMIT, ecrireCle, lireCle, type PageDeListe, type Part } from '#platform/database/lists.ts'
import type { Db } from '#platform/database/open.ts'

export const TRIS_TICKETS = ['-creeLe', 'creeLe', 'numero', '-numero', 'titre', '-titre', 'categorie', '-categorie', 'sousCategorie', '-sousCategorie', 'statut', '-statut', 'echeance', '-echeance', 'priorite', '-priorite'] as const
/** What a list is grouped by: the emitter's columns, then what the recipient has more. */
export const GROUPES_EMIS = ['categorie', 'sousCategorie', 'statut', 'creeLe'] as const
export const GROUPES = [...GROUPES_EMIS, 'priorite', 'agent', 'service'] as const
export type NomGroupe = (typeof GROUPES)[number]

export interface TicketEnListe {
  numero: string; titre: string; categorie: string; categorieNom: string; categorieNomEn: string; sousCategorie: string; sousCategorieNom: string; sousCategorieNomEn: string; statut: StatutTicket; creeLe: Date; structure: string | null; destinataire: string | null; agent: string | null
  /** The recipient's own: null for the emitter. */
  priorite: Priorite | null; echeance: Date | null; enRetard: boolean; service: string | null; presents: string[]
}
export interface FiltreTickets {
  page?: number; taille?: number; tri?: string | undefined; onglet?: Onglet | undefined; statut?: string | undefined; categorie?: string | undefined; sousCategorie?: string | undefined; /** Of its creation: 2026-11. */ mois?: string | undefined; recherche?: string | undefined; apres?: string | undefined; grouper?: NomGroupe | undefined
  /** Received tickets alone: whose they are (moi, personne), only late ones, which service, which incident, those one follows. */
  priorite?: string | undefined; attribue?: string | undefined; retard?: string | undefined; service?: string | undefined; incident?: string | undefined; suivis?: string | undefined
}
export type Comptes = Record<Onglet, number>
/** Of what the list is grouped by: each value, its name, and how many tickets. */
export interface Groupe { valeur: string | null; nom: string | null; nomEn: string | null; nombre: number }
type Qui = { id: string; roles: readonly string[] }

interface Tri { cle: RawBuilder<unknown>; type: RawBuilder<unknown>; valeur: Part }
const MOT = { type: sql`text`, valeur: 'text' } as const
const CLES: Record<string, Tri> = {
  creeLe: { cle: sql`t.cree_le`, type: sql`timestamptz`, valeur: 'instant' }, numero: { cle: sql`t.id`, type: sql`bigint`, valeur: 'integer' },
  titre: { cle: sql`plier(t.titre) collate "C"`, ...MOT }, categorie: { cle: sql`t.categorie`, ...MOT }, sousCategorie: { cle: sql`t.sous_categorie`, ...MOT }, statut: { cle: sql`t.statut`, ...MOT },
}
/** Of what is still open, and of the recipient's side alone; without a due date, last. */
const CLES_DU_DESTINATAIRE: Record<string, Tri> = { echeance: { cle: sql`coalesce(t.echeance, timestamptz '9999-12-31 00:00:00+00')`, type: sql`timestamptz`, valeur: 'instant' }, priorite: { cle: sql`t.priorite_rang`, type: sql`smallint`, valeur: 'integer' } }
const triDe = (cote: Cote, onglet: Onglet, tri: string) => CLES[tri] ?? (cote === 'destinataire' && onglet !== 'clotures' ? CLES_DU_DESTINATAIRE[tri] : undefined) ?? CLES.creeLe!
/** Whose turn it is depends on the side one stands on. */
const ACTIONS_REQUISES: Record<Cote, RawBuilder<unknown>> = { emetteur: sql`t.statut in ('EN_ATTENTE', 'RESOLU')`, destinataire: sql`t.statut = 'OUVERT'` }
const dansOnglet = (cote: Cote, o: Onglet) => (o === 'actions' ? ACTIONS_REQUISES[cote] : o === 'tous' ? sql`t.statut <> 'FERME'` : sql`t.statut = 'FERME'`)

/** Structures by themselves, so that each one's index gives its tickets in order: those one reads whole or in part (p), and on the emitter's side those where one reads one's own (r). */
function branches(utilisateur: string, cote: Cote, agent: boolean, colonnes: RawBuilder<unknown>, filtre: RawBuilder<unknown>, fin: RawBuilder<unknown>): RawBuilder<unknown> {
  const tickets = (ou: RawBuilder<unknown>) => sql`(select ${colonnes} from ticket t where ${ou} and ${filtre} ${fin})`
  const emis = cote === 'emetteur'
  const lateral = sql`select x.* from p cross join lateral ${tickets(sql`${emis ? sql`t.structure` : sql`t.destinataire`} = p.structure and (p.entiere or ${emis ? sql`t.service` : sql`t.destinataire_service`} = any (p.services))`)} x`
  if (!emis) return sql`${tickets(sql`${agent} and t.destinataire is null`)} union all ${lateral}`
  return sql`${tickets(sql`t.auteur = ${utilisateur}::uuid and t.structure is null`)} union all select x.* from r cross join lateral ${tickets(sql`t.auteur = ${utilisateur}::uuid and t.structure = r.structure and (t.service = any (r.services)) is not true`)} x union all ${lateral}`
}

const listes = (utilisateur: string, cote: Cote) => sql`p as materialized (${portees(utilisateur, cote)})${cote === 'emetteur' ? sql`, r as materialized (select distinct a.structure, p.services from rattachement a left join p on p.structure = a.structure
    where a.utilisateur = ${utilisateur}::uuid and a.retire_le is null and a.periode @> maintenant() and p.entiere is not true)` : sql``}`

/** As Paris's calendar says. */
const DEBUT_DU_MOIS = (mois: string, plus = 0) => sql`((to_date(${mois}, 'YYYY-MM') + make_interval(months => ${plus})) at time zone 'Europe/Paris')`

/** Beyond so many, a word is common: tickets are then read in their order until a page is full, rather than all gathered first. */
const MOT_COURANT = 2000

/** Which tickets say it, whoever may read them; null: too many to be gathered. */
async function trouver(db: Db, texte: string): Promise<string[] | null> {
  const { rows } = await sql<{ id: string }>`select id::text from ticket where texte_plie like '%' || plier(${texte}) || '%' limit ${MOT_COURANT + 1}`.execute(db)
  return rows.length > MOT_COURANT ? null : rows.map((r) => r.id)
}

/** Every criterion given, together. `trouves`: the tickets that say what is looked for; null: those that say it are recognised one by one. */
function critereDe(qui: Qui, cote: Cote, f: FiltreTickets, texte: string | undefined, trouves: string[] | null): RawBuilder<unknown> {
  return sql`${f.statut ? sql`t.statut = ${f.statut}` : sql`true`} ${f.categorie ? sql`and t.categorie = ${f.categorie}` : sql``} ${f.sousCategorie ? sql`and t.sous_categorie = ${f.sousCategorie}` : sql``} ${f.mois ? sql`and t.cree_le >= ${DEBUT_DU_MOIS(f.mois)} and t.cree_le < ${DEBUT_DU_MOIS(f.mois, 1)}` : sql``} ${cote === 'destinataire' ? critereDuDestinataire(qui, f) : sql``}
    ${!texte ? sql`` : trouves ? sql`and t.id = any (${trouves}::bigint[])` : sql`and t.texte_plie || '' like '%' || plier(${texte}) || '%'`}`
}

function critereDuDestinataire(qui: Qui, f: FiltreTickets): RawBuilder<unknown> {
  const id = (v: string) => (estUuid(v) ? v : null)
  return sql`${f.priorite ? sql`and t.priorite = ${f.priorite}` : sql``} ${f.attribue === 'personne' ? sql`and t.agent is null` : f.attribue ? sql`and t.agent = ${f.attribue === 'moi' ? qui.id : id(f.attribue)}::uuid` : sql``}
    ${f.retard === 'oui' ? sql`and t.echeance < maintenant()` : sql``} ${f.service === 'aucun' ? sql`and t.destinataire_service is null` : f.service ? sql`and t.destinataire_service = ${id(f.service)}::uuid` : sql``}
    ${f.incident ? sql`and t.incident = ${id(f.incident)}::uuid` : sql``} ${f.suivis === 'oui' ? sql`and exists (select from ticket_abonne a where a.ticket = t.id and a.utilisateur = ${qui.id}::uuid)` : sql``}`
}

/** « Tickets émis » and « Tickets reçus » over all one's structures (TIC-06, TIC-08): one page, what each tab holds, and how many of each group. Two statements, three for a search. */
export async function listerTickets(db: Db, qui: Qui, cote: Cote, f: FiltreTickets): Promise<PageDeListe<TicketEnListe> & { onglets: Comptes; groupes: Groupe[] }> {
  const { page = 1, taille = 20, tri = '-creeLe', onglet = 'tous' } = f
  const decroissant = tri.startsWith('-')
  const { cle, type, valeur } = triDe(cote, onglet, tri.replace('-', ''))
  const sens = decroissant ? sql`desc` : sql`asc`
  const apres = lireCle(f.apres, 'integer', valeur)
  const suite = apres ? sql`and (${cle}, t.id) ${decroissant ? sql`<` : sql`>`} (${apres[0]}::${type}, ${apres[1]}::bigint)` : sql``
  const texte = f.recherche?.trim()
  const critere = critereDe(qui, cote, f, texte, texte ? await trouver(db, texte) : null)
  const rang = apres ? 0 : (page - 1) * taille
  const fin = sql`order by ${cle} ${sens}, t.id ${sens} limit ${rang + taille}`
  const sien = cote === 'destinataire' ? sql`t.priorite, t.echeance, coalesce(t.echeance < maintenant(), false) as en_retard, (select v.nom from service v where v.id = t.destinataire_service) as service, ${presents(qui.id)} as presents` : sql`null as priorite, null as echeance, false as en_retard, null as service, '{}'::text[] as presents`
  const { rows } = await sql<TicketEnListe & { cle: string; id: string }>`with ${listes(qui.id, cote)}, y as (${branches(qui.id, cote, qui.roles.includes('agent'), sql`t.id, ${cle} as cle`, sql`${dansOnglet(cote, onglet)} and ${critere} ${suite}`, fin)}),
      z as (select id, cle from y order by cle ${sens}, id ${sens} limit ${taille} offset ${rang})
    select t.id::text, z.cle::text as cle, t.numero, t.titre, t.categorie, c.nom as categorie_nom, c.nom_en as categorie_nom_en, t.sous_categorie, k.nom as sous_categorie_nom, k.nom_en as sous_categorie_nom_en, t.statut, t.cree_le, (select nom_structure(s) from structure s where s.id = t.structure) as structure, (select nom_structure(s) from structure s where s.id = t.destinataire) as destinataire,
      (select prenom || ' ' || nom from utilisateur u where u.id = t.agent) as agent, ${sien} from z join ticket t on t.id = z.id join ticket_categorie c on c.code = t.categorie join ticket_sous_categorie k on k.code = t.sous_categorie order by z.cle ${sens}, t.id ${sens}`.execute(db)
  const { groupes, ...onglets } = await compter(db, qui, cote, critere, onglet, f.grouper)
  const derniere = rows.length === taille ? rows.at(-1) : undefined
  return { elements: rows.map(({ cle: _, id: __, ...t }) => t), total: Math.min(onglets[onglet], COUNT_LIMIT), totalExact: onglets[onglet] <= COUNT_LIMIT, page, taille, suivant: derniere ? ecrireCle(derniere.cle, derniere.id) : null, onglets, groupes }
}

const COLONNES_GROUPES: Record<NomGroupe, { valeur: RawBuilder<unknown>; nom: RawBuilder<unknown>; nomEn?: RawBuilder<unknown> }> = {
  categorie: { valeur: sql`t.categorie`, nom: sql`(select nom from ticket_categorie where code = g.valeur)`, nomEn: sql`(select nom_en from ticket_categorie where code = g.valeur)` },
  sousCategorie: { valeur: sql`t.sous_categorie`, nom: sql`(select nom from ticket_sous_categorie where code = g.valeur)`, nomEn: sql`(select nom_en from ticket_sous_categorie where code = g.valeur)` },
  statut: { valeur: sql`t.statut`, nom: sql`null` }, creeLe: { valeur: sql`to_char(t.cree_le at time zone 'Europe/Paris', 'YYYY-MM')`, nom: sql`null` }, priorite: { valeur: sql`t.priorite`, nom: sql`null` },
  agent: { valeur: sql`t.agent::text`, nom: sql`(select prenom || ' ' || nom from utilisateur where id = g.valeur::uuid)` }, service: { valeur: sql`t.destinataire_service::text`, nom: sql`(select nom from service where id = g.valeur::uuid)` },
}

async function compter(db: Db, qui: Qui, cote: Cote, critere: RawBuilder<unknown>, onglet: Onglet, grouper?: NomGroupe): Promise<Comptes & { groupes: Groupe[] }> {
  const dans = (o: Onglet, colonne: RawBuilder<unknown>) => sql`select * from (${branches(qui.id, cote, qui.roles.includes('agent'), colonne, sql`${dansOnglet(cote, o)} and ${critere}`, sql`limit ${COUNT_LIMIT + 1}`)}) b limit ${COUNT_LIMIT + 1}`
  const combien = (o: Onglet) => sql`(select count(*)::int from (${dans(o, sql`t.id`)}) n)`
  const g = grouper && (cote === 'destinataire' || GROUPES_EMIS.some((x) => x === grouper)) ? COLONNES_GROUPES[grouper] : null
  const groupes = g ? sql`coalesce((select json_agg(json_build_object('valeur', g.valeur, 'nom', ${g.nom}, 'nomEn', ${g.nomEn ?? g.nom}, 'nombre', g.nombre) order by g.nombre desc, g.valeur) from (select valeur, count(*)::int as nombre from (${dans(onglet, sql`${g.valeur} as valeur`)}) n group by valeur order by 2 desc limit 100) g), '[]')` : sql`'[]'::json`
  const { rows } = await sql<Comptes & { groupes: Groupe[] }>`with ${listes(qui.id, cote)} select ${combien('actions')} as actions, ${combien('tous')} as tous, ${combien('clotures')} as clotures, ${groupes} as groupes`.execute(db)
  return rows[0]!
}
