import { sql, type RawBuilder } from 'kysely'
import { estUuid } from '#app/contexte.ts'
import { equipe } from '#app/support/tickets/acces.ts'
import { PRIORITES } from '#app/support/tickets/champs.ts'
import type { MilieuTicket } from '#app/support/tickets/emetteur/creer.ts'
import { lireTicket, type Ticket } from '#app/support/tickets/lire.ts'
import { refus, refusDeChamps } from '#demandes/index.ts'
import type { Tx } from '#platform/database/open.ts'

/** What the recipient's actions ask for besides a message; as it is typed. */
export const CHAMPS_DU_DESTINATAIRE = [
  'personne',
  'agentActuel',
  'vers',
  'destinataire',
  'codeService',
  'priorite',
  'incident',
  'dans',
] as const
export type SaisieDuDestinataire = Partial<Record<(typeof CHAMPS_DU_DESTINATAIRE)[number], string | null | undefined>>

/** What an action changes besides the state: columns of the ticket, of its activity, and who is told besides those who follow. */
export interface Effet {
  ticket?: RawBuilder<unknown>
  personne?: string
  recuPar?: string | null
  recuParService?: string | null
  priorite?: string
  incident?: string | null
  autre?: number
  informes?: RawBuilder<unknown>
  nouveaux?: RawBuilder<unknown>
}
interface Milieu {
  c: MilieuTicket
  tx: Tx
  t: Ticket
  qui: string
  cle: string
  saisie: Record<(typeof CHAMPS_DU_DESTINATAIRE)[number], string>
}

const PORTAIL = 'portail'
/** As it is typed, or in an address that was pasted. */
export const numeroTape = (s: string | null | undefined) => /CPROCS\d{7,12}/.exec((s ?? '').toUpperCase())?.[0] ?? null
const faute = (c: MilieuTicket, champ: string, message: string, manque = false) =>
  refusDeChamps(c.t, [{ champ, code: manque ? 'champ-manquant' : 'valeur-inconnue', message }])

/** By action; those that change nothing else are not here. */
const EFFETS: Record<string, (m: Milieu) => Effet | Promise<Effet>> = {
  prendre: ({ qui }) => ({ ticket: sql`, agent = ${qui}::uuid` }),
  rendre: () => ({ ticket: sql`, agent = null` }),
  attribuer,
  transferer,
  priorite: changerLaPriorite,
  lier,
  fusionner,
  resoudre: lierAussi,
  demander: lierAussi,
}

export async function effetDe(m: Omit<Milieu, 'saisie'>, action: string, saisie: SaisieDuDestinataire): Promise<Effet> {
  const lue = Object.fromEntries(CHAMPS_DU_DESTINATAIRE.map((n) => [n, (saisie[n] ?? '').trim()])) as Milieu['saisie']
  return (await EFFETS[action]?.({ ...m, saisie: lue })) ?? {}
}

/** To a colleague; a ticket that somebody took meanwhile is theirs, unless one has seen so and says it. */
async function attribuer({ c, tx, t, qui, saisie }: Milieu): Promise<Effet> {
  if (t.agent && t.agent !== qui && t.agent !== saisie.agentActuel)
    throw refus(c.t, 'ticket-deja-pris', { detail: c.t.tickets.dejaPris(`${t.agentNom!.prenom} ${t.agentNom!.nom}`) })
  const id = estUuid(saisie.personne) ? saisie.personne : null
  const {
    rows: [la],
  } = await sql`select from (${equipe(lieuDe(t))}) e where e.id = ${id}::uuid`.execute(tx)
  if (!la) throw faute(c, 'personne', c.t.traitement.fautes.personne, !saisie.personne)
  return {
    ticket: sql`, agent = ${id}::uuid`,
    personne: id!,
    informes: sql`select ${t.agent}::uuid as id`,
    nouveaux: sql`select ${id}::uuid as id`,
  }
}

const lieuDe = (t: Ticket) => ({ destinataire: t.destinataire?.id ?? null, destinataireService: t.destinataireService?.id ?? null })

/** To another structure or service, or to the support of the portal: access moves with it, and its emitter is told as well as who receives it. */
async function transferer({ c, tx, t, saisie }: Milieu): Promise<Effet> {
  const x = c.t.traitement.fautes
  if (saisie.vers !== PORTAIL && !saisie.destinataire) throw faute(c, 'destinataire', x.destinataire, true)
  const {
    rows: [d],
  } =
    saisie.vers === PORTAIL
      ? { rows: [{ id: null, service: null }] }
      : await sql<{
          id: string | null
          service: string | null
        }>`select s.id,
            (select v.id from service v where v.structure = s.id and v.code = ${saisie.codeService} and v.statut = 'ACTIF') as service
          from structure s
          where s.identifiant = ${saisie.destinataire.replaceAll(/\s/g, '')} and s.type_structure = 'PUBLIQUE' and s.statut = 'ACTIVE'
          order by s.type_identifiant
          limit 1`.execute(tx)
  if (!d) throw faute(c, 'destinataire', c.t.tickets.fautes.destinataireInconnu)
  if (d.id && saisie.codeService && !d.service) throw faute(c, 'codeService', c.t.tickets.fautes.codeService)
  if (d.id === (t.destinataire?.id ?? null) && d.service === (t.destinataireService?.id ?? null))
    throw faute(c, saisie.vers === PORTAIL ? 'vers' : 'destinataire', x.memeDestinataire)
  return {
    ticket: sql`, destinataire = ${d.id}::uuid, destinataire_service = ${d.service}::uuid,
        agent = null ${t.statut === 'OUVERT' ? sql`, recu_le = maintenant()` : sql``}`,
    recuPar: d.id,
    recuParService: d.service,
    nouveaux: sql`select e.id from (${equipe({ destinataire: d.id, destinataireService: d.service })}) e`,
  }
}

function changerLaPriorite({ c, saisie }: Milieu): Effet {
  if (!(PRIORITES as readonly string[]).includes(saisie.priorite))
    throw faute(c, 'priorite', c.t.traitement.fautes.priorite, !saisie.priorite)
  return { ticket: sql`, priorite = ${saisie.priorite}`, priorite: saisie.priorite }
}

/** To an incident, or to none. */
async function lier({ c, tx, saisie }: Milieu): Promise<Effet> {
  const id = estUuid(saisie.incident) ? saisie.incident : null
  if (saisie.incident && !(await sql`select from incident where id = ${id}::uuid`.execute(tx)).rows.length)
    throw faute(c, 'incident', c.t.traitement.fautes.incident)
  return { ticket: sql`, incident = ${id}::uuid`, incident: id }
}

/** Answered and linked by one stroke, when several are answered at once. */
async function lierAussi(m: Milieu): Promise<Effet> {
  if (!m.saisie.incident) return {}
  const { ticket } = await lier(m)
  return { ticket: ticket! }
}

/** Into another open ticket of the same recipient; both are locked already. What was said on each stays there: the two know of each other. */
async function fusionner({ c, tx, t, qui, cle, saisie }: Milieu): Promise<Effet> {
  const dans = numeroTape(saisie.dans)
  const autre = dans ? await lireTicket(tx, qui, dans) : null
  const memeLieu = autre && (autre.destinataire?.id ?? null) === (t.destinataire?.id ?? null)
  if (!autre || !memeLieu || autre.destinataireNiveau < 2 || autre.statut === 'FERME' || autre.id === t.id)
    throw faute(c, 'dans', c.t.traitement.fautes.dans, !saisie.dans)
  await sql`insert into ticket_activite (ticket, cle, auteur, cote, action, autre, chez)
    values (${autre.id}, ${cle}::uuid, ${qui}::uuid, 'destinataire', 'absorber', ${t.id}, ${t.destinataire?.id ?? null}::uuid)`.execute(tx)
  await sql`update ticket set modifie_le = maintenant() where id = ${autre.id}`.execute(tx)
  // What was merged into this one goes on with it.
  await sql`update ticket set fusionne_dans = ${autre.id} where fusionne_dans = ${t.id}`.execute(tx)
  return { ticket: sql`, fusionne_dans = ${autre.id}, agent = coalesce(agent, ${qui}::uuid)`, autre: autre.id }
}
