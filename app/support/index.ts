import type { Domaine } from '#app/page.ts'
import { pageContact } from '#app/support/contact.page.tsx'
import { actionSupprimerBrouillon, pageBrouillons } from '#app/support/tickets/brouillons.page.tsx'
import { actionCreerTicket, pageCreerTicket } from '#app/support/tickets/creer.page.tsx'
import { actionPresence, actionSuivre, routeReponsePrete } from '#app/support/tickets/destinataire.page.ts'
import { pageTicketsEmis, pageTicketsRecus } from '#app/support/tickets/liste.page.tsx'
import { routeFichierDuTicket } from '#app/support/tickets/ticket.fichier.ts'
import { actionTicket, pageTicket } from '#app/support/tickets/ticket.page.tsx'

/** « Support »: how to reach us, and tickets. */
export const support: Domaine = { pages: [pageContact, pageTicketsEmis, pageTicketsRecus, pageCreerTicket, pageBrouillons, pageTicket, routeFichierDuTicket, routeReponsePrete], actions: [actionCreerTicket, actionSupprimerBrouillon, actionTicket, actionSuivre, actionPresence] }
