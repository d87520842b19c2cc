import type { Domaine } from '#app/page.ts'
import { pageChiffres } from '#app/support/chiffres/chiffres.page.tsx'
import { pageContact } from '#app/support/contact.page.tsx'
import { actionSupprimerBrouillon, pageBrouillons } from '#app/support/tickets/brouillons.page.tsx'
import { actionCreerTicket, pageCreerTicket } from '#app/support/tickets/creer.page.tsx'
import { actionPresence, actionSuivre, routeReponsePrete } from '#app/support/tickets/destinataire.page.ts'
import { pageTicketsEmis } from '#app/support/tickets/liste.page.tsx'
import { actionChoisirTickets, actionLotDeTickets, pageLotDeTickets } from '#app/support/tickets/lot.page.tsx'
import { pageTicketsRecus } from '#app/support/tickets/recus.page.tsx'
import { routeFichierDuTicket } from '#app/support/tickets/ticket.fichier.ts'
import { actionNoter } from '#app/support/tickets/satisfaction.vue.tsx'
import { actionTicket, pageTicket } from '#app/support/tickets/ticket.page.tsx'

/** « Support »: how to reach us, and tickets. */
export const support: Domaine = { pages: [pageContact, pageChiffres, pageTicketsEmis, pageTicketsRecus, pageCreerTicket, pageBrouillons, pageTicket, routeFichierDuTicket, routeReponsePrete, pageLotDeTickets], actions: [actionCreerTicket, actionSupprimerBrouillon, actionNoter, actionTicket, actionSuivre, actionPresence, actionChoisirTickets, actionLotDeTickets] }
