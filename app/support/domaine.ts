import { routesChiffres } from '#app/api/support/chiffres.ts'
import { routesDeLEmission } from '#app/api/support/tickets/emission.ts'
import { routesTicketsRecus } from '#app/api/support/tickets/recus.ts'
import { routesTickets } from '#app/api/support/tickets/tickets.ts'
import type { Domaine } from '#app/page.ts'
import { pageChiffres } from '#app/support/chiffres/chiffres.page.tsx'
import { pageContact } from '#app/support/contact.page.tsx'
import { actionPresence, actionSuivre, routeReponsePrete } from '#app/support/tickets/destinataire/gestes.page.ts'
import { pageTicketsRecus } from '#app/support/tickets/destinataire/liste.page.tsx'
import { actionChoisirTickets, actionLotDeTickets, pageLotDeTickets } from '#app/support/tickets/destinataire/lot.page.tsx'
import { actionPrendreLeSuivant, routeTicketSuivant } from '#app/support/tickets/destinataire/suivant.ts'
import { actionSupprimerBrouillon, pageBrouillons } from '#app/support/tickets/emetteur/brouillons.page.tsx'
import { actionCreerTicket, pageCreerTicket } from '#app/support/tickets/emetteur/creer.page.tsx'
import { pageTicketsEmis } from '#app/support/tickets/emetteur/liste.page.tsx'
import { routeFichierDuTicket } from '#app/support/tickets/ticket.fichier.ts'
import { actionNoter, actionTicket, pageTicket, routeNoter } from '#app/support/tickets/ticket.page.tsx'
import { declarerTickets } from '#app/support/tickets/travaux.ts'

/** « Support »: how to reach us, and tickets. */
export const support: Domaine = {
  pages: [
    pageContact,
    pageChiffres,
    pageTicketsEmis,
    pageTicketsRecus,
    pageCreerTicket,
    pageBrouillons,
    pageTicket,
    routeNoter,
    routeFichierDuTicket,
    routeReponsePrete,
    routeTicketSuivant,
    pageLotDeTickets,
  ],
  actions: [
    actionCreerTicket,
    actionSupprimerBrouillon,
    actionNoter,
    actionTicket,
    actionSuivre,
    actionPresence,
    actionPrendreLeSuivant,
    actionChoisirTickets,
    actionLotDeTickets,
  ],
  api: [routesTickets, routesTicketsRecus, routesDeLEmission, routesChiffres],
  travaux: declarerTickets,
}
