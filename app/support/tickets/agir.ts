import { sql } from 'kysely'
import { ACTIONS, NOMS_ACTIONS, regleDe, type Action } from '#app/support/tickets/actions.ts'
import { TEXTE_MAX } from '#app/support/tickets/champs.ts'
import type { MilieuTicket } from '#app/support/tickets/creer.ts'
import { prevenirDuTicket } from '#app/support/tickets/courriels.ts'
import { lireTicket, type Ticket } from '#app/support/tickets/lire.ts'
import { refus, refusDeChamps } from '#demandes/index.ts'
import type { Tx } from '#platform/database/open.ts'
import type { Textes } from '#ui/textes/index.ts'

export interface Geste { action: string; texte: string | null; cle: string }

/** One action on a ticket (TIC-05, TIC-08): done once, told to the other side. Whoever may not read it learns nothing. @throws Refus */
export async function agirSurTicket(c: MilieuTicket, numero: string, g: Geste): Promise<void> {
  const qui = c.utilisateur!.id
  await c.db.transaction().execute(async (tx) => {
    const t = await lireTicket(tx, qui, numero, { verrou: true })
    if (!t) throw refus(c.t, 'introuvable')
    if (await dejaFait(tx, t, g.cle)) return
    const action = juger(c.t, t, qui, g)
    const { vers, cote } = regleDe(action)
    await sql`insert into ticket_activite (ticket, cle, auteur, cote, action, texte, de, vers, par) values (${t.id}, ${g.cle}::uuid, ${qui}::uuid, ${cote}, ${action}, ${g.texte}, ${vers ? t.statut : null}, ${vers ?? null}, ${vers ? cote : null})`.execute(tx)
    await sql`update ticket set modifie_le = maintenant() ${vers ? sql`, statut = ${vers}` : sql``} ${vers === 'RESOLU' ? sql`, resolu_le = maintenant()` : sql``}
      ${action === 'prendre' ? sql`, agent = ${qui}::uuid` : action === 'rendre' ? sql`, agent = null` : sql``} where id = ${t.id}`.execute(tx)
    if (action !== 'note' && action !== 'rendre') await prevenirDuTicket(c, tx, t, action, qui, g.cle)
  })
}

const dejaFait = async (tx: Tx, t: Ticket, cle: string) => (await sql`select from ticket_activite where ticket = ${t.id} and cle = ${cle}::uuid`.execute(tx)).rows.length > 0

const estAction = (a: string): a is Action => Object.hasOwn(ACTIONS, a)

/** Access first, then the state, then the words. */
function juger(t: Textes, ticket: Ticket, qui: string, g: Geste): Action {
  const x = t.tickets
  if (!estAction(g.action)) throw refusDeChamps(t, [{ champ: 'action', code: 'valeur-inconnue', message: x.actionInconnue(NOMS_ACTIONS.join(', ')) }])
  const regle = regleDe(g.action)
  if ((regle.cote === 'emetteur' ? ticket.emetteur : ticket.destinataireNiveau) < 2) throw refus(t, 'acces-refuse', { raison: x.pasVotreCote[regle.cote], remede: x.pasVotreCoteRemede })
  if (!regle.de.includes(ticket.statut)) throw refus(t, 'ticket-dans-un-autre-statut', { detail: x.autreStatut(x.statuts[ticket.statut]) })
  const autre = ticket.agent && ticket.agent !== qui ? `${ticket.agentNom!.prenom} ${ticket.agentNom!.nom}` : null
  if (autre && (g.action === 'prendre' || g.action === 'rendre' || regle.pris)) throw refus(t, 'ticket-deja-pris', { detail: x.dejaPris(autre) })
  if (regle.pris && !ticket.agent) throw refus(t, 'ticket-deja-pris', { detail: x.aPrendre })
  const faute = regle.texte === 'requis' && !g.texte ? 'champ-manquant' : g.texte && g.texte.length > TEXTE_MAX ? 'trop-long' : null
  if (faute) throw refusDeChamps(t, [{ champ: 'texte', code: faute, message: faute === 'trop-long' ? x.tropLong(TEXTE_MAX) : x.texteManquant }])
  return g.action
}
