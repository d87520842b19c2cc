import { sql } from 'kysely'
import type { Lecteur } from '#app/support/tickets/acces.ts'
import { ACTIONS, NOMS_ACTIONS, regleDe, type Action } from '#app/support/tickets/actions.ts'
import { TEXTE_MAX } from '#app/support/tickets/champs.ts'
import type { MilieuTicket } from '#app/support/tickets/emetteur/creer.ts'
import { avisADemander } from '#app/support/tickets/emetteur/demander-avis.ts'
import { prevenirDuTicket } from '#app/support/tickets/courriels.ts'
import { effetDe, numeroTape, type SaisieDuDestinataire } from '#app/support/tickets/destinataire/effets.ts'
import { joindreAuTicket } from '#app/support/tickets/fichiers.ts'
import { lireTicket, type Ticket } from '#app/support/tickets/lire.ts'
import { cesserDEcrire } from '#app/support/tickets/presence.ts'
import { refus, refusDeChamps } from '#demandes/index.ts'
import type { Tx } from '#platform/database/open.ts'
import type { Textes } from '#ui/textes/index.ts'

/** `prendre`: a ticket that nobody has is taken by the same stroke. `cleSeule`: whatever it would be by now, its key tells that it is done. */
export interface Geste {
  action: string
  texte: string | null
  cle: string
  envois?: string[]
  plus?: SaisieDuDestinataire
  prendre?: boolean
  cleSeule?: boolean
}

/** One action on a ticket (TIC-05, TIC-08): done once, told to the other side. Whoever may not read it learns nothing. @throws Refus */
export const agirSurTicket = (c: MilieuTicket, numero: string, g: Geste): Promise<void> =>
  c.db.transaction().execute((tx) => agirDans(tx, c, numero, g))

/** The same in a transaction that chose the ticket. @throws Refus */
export async function agirDans(tx: Tx, c: MilieuTicket, numero: string, g: Geste): Promise<void> {
  const compte = c.contact ? null : c.utilisateur!.id
  const lecteur: Lecteur = c.contact ? { contact: c.contact.id } : c.utilisateur!.id
  await verrouiller(tx, [numero, numeroTape(g.plus?.dans)])
  const t = await lireTicket(tx, lecteur, numero)
  if (!t) throw refus(c.t, 'introuvable')
  if (await dejaFait(c, tx, t, g)) return
  const action = juger(c.t, t, compte, g)
  const { vers, cote, par = cote, discret } = regleDe(action)
  const prend = Boolean(g.prendre && !t.agent && compte)
  if (prend)
    await sql`insert into ticket_activite (ticket, auteur, cote, action) values (${t.id}, ${compte}::uuid, ${cote}, 'prendre')`.execute(tx)
  const effet = await effetDe({ c, tx, t, qui: compte!, cle: g.cle }, action, g.plus ?? {})
  const {
    rows: [activite],
  } = await sql<{
    id: number
  }>`insert into ticket_activite (ticket, cle, auteur, cote, action, texte, de, vers, par, chez, personne, recu_par, recu_par_service,
          priorite, incident, autre)
    values (${t.id}, ${g.cle}::uuid, ${compte}::uuid, ${cote}, ${action}, ${g.texte}, ${vers ? t.statut : null}, ${vers ?? null},
          ${vers ? par : null}, ${t.destinataire?.id ?? null}::uuid, ${effet.personne ?? null}::uuid, ${effet.recuPar ?? null}::uuid,
          ${effet.recuParService ?? null}::uuid, ${effet.priorite ?? null}, ${effet.incident ?? null}::uuid, ${effet.autre ?? null}::bigint)
    returning id::int`.execute(tx)
  await joindreAuTicket(tx, { t: c.t, auteur: c.contact?.id ?? compte!, envois: g.envois ?? [], ticket: t.id, activite: activite!.id })
  await sql`update ticket
    set modifie_le = maintenant() ${vers ? sql`, statut = ${vers}` : sql``} ${vers === 'RESOLU' ? sql`, resolu_le = maintenant()` : sql``}${
      cote === 'emetteur' && vers === 'FERME' && t.statut === 'RESOLU'
        ? sql`,
        ${avisADemander}`
        : sql``
    }${prend ? sql`, agent = ${compte}::uuid` : sql``}${effet.ticket ?? sql``}
    where id = ${t.id}`.execute(tx)
  if (cote === 'destinataire' && g.texte) await cesserDEcrire(tx, t.id, compte!)
  await prevenirDuTicket(c, tx, t, action, compte, g.cle, { informes: effet.informes, nouveaux: effet.nouveaux, discret })
}

/** In one order, so that two merges that cross wait for each other. */
const verrouiller = (tx: Tx, numeros: (string | null)[]) =>
  sql`select from ticket where numero = any(${numeros.filter(Boolean)}::text[]) order by id for update`.execute(tx)

/** The same again is harmless; other words under its key would be lost without a sign. @throws Refus cle-idempotence-reutilisee */
async function dejaFait(c: Pick<MilieuTicket, 't'>, tx: Tx, t: Ticket, g: Geste): Promise<boolean> {
  const {
    rows: [fait],
  } = await sql<{
    meme: boolean
  }>`select action = ${g.action} and texte is not distinct from ${g.texte} as meme
    from ticket_activite
    where ticket = ${t.id} and cle = ${g.cle}::uuid`.execute(tx)
  if (fait && !fait.meme && !g.cleSeule) throw refus(c.t, 'cle-idempotence-reutilisee', { detail: c.t.tickets.dejaAjoute })
  return Boolean(fait)
}

const estAction = (a: string): a is Action => Object.hasOwn(ACTIONS, a)

/** Access first, then the state, then the words. */
function juger(t: Textes, ticket: Ticket, qui: string | null, g: Geste): Action {
  const x = t.tickets
  if (!estAction(g.action))
    throw refusDeChamps(t, [{ champ: 'action', code: 'valeur-inconnue', message: x.actionInconnue(NOMS_ACTIONS.join(', ')) }])
  const regle = regleDe(g.action)
  if ((regle.cote === 'emetteur' ? ticket.emetteur : ticket.destinataireNiveau) < 2)
    throw refus(t, 'acces-refuse', { raison: x.pasVotreCote[regle.cote], remede: qui ? x.pasVotreCoteRemede : x.pasVotreCoteSansCompte })
  if (!regle.de.includes(ticket.statut)) throw refus(t, 'ticket-dans-un-autre-statut', { detail: x.autreStatut(x.statuts[ticket.statut]) })
  const autre = ticket.agent && ticket.agent !== qui ? `${ticket.agentNom!.prenom} ${ticket.agentNom!.nom}` : null
  if (autre && (regle.libre || regle.pris)) throw refus(t, 'ticket-deja-pris', { detail: x.dejaPris(autre) })
  if (regle.pris && !ticket.agent && !g.prendre) throw refus(t, 'ticket-deja-pris', { detail: x.aPrendre })
  const faute = regle.texte === 'requis' && !g.texte ? 'champ-manquant' : g.texte && g.texte.length > TEXTE_MAX ? 'trop-long' : null
  if (faute)
    throw refusDeChamps(t, [{ champ: 'texte', code: faute, message: faute === 'trop-long' ? x.tropLong(TEXTE_MAX) : x.texteManquant }])
  return g.action
}
