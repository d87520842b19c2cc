import { routesActualites } from '#app/api/communication/actualites.ts'
import { routesIncidents } from '#app/api/communication/incidents.ts'
import { routesMessages } from '#app/api/communication/messages.ts'
import { pageActualite, pageActualites, routeFlux } from '#app/communication/actualites/actualites.page.tsx'
import { actionRetirerActualite, pageActualitesEcrites } from '#app/communication/actualites/liste.page.tsx'
import { actionRedigerActualite, pageRedigerActualite } from '#app/communication/actualites/rediger.page.tsx'
import { actionTerminerIncident, pageIncidents } from '#app/communication/incidents/liste.page.tsx'
import { actionRedigerIncident, pageRedigerIncident } from '#app/communication/incidents/rediger.page.tsx'
import {
  actionMarquer,
  actionRetirerMessage,
  pageMessage,
  pageMessages,
  pageMessagesEnvoyes,
} from '#app/communication/messages/messages.page.tsx'
import { actionRedigerMessage, pageRedigerMessage } from '#app/communication/messages/rediger.page.tsx'
import type { Domaine } from '#app/page.ts'

/** What the operator and gestionnaires principaux tell others (COM-02, COM-03). */
export const communication: Domaine = {
  pages: [
    pageMessages,
    pageMessagesEnvoyes,
    pageRedigerMessage,
    pageMessage,
    pageActualites,
    pageActualite,
    routeFlux,
    pageActualitesEcrites,
    pageRedigerActualite,
    pageIncidents,
    pageRedigerIncident,
  ],
  actions: [
    actionRedigerMessage,
    actionMarquer,
    actionRetirerMessage,
    actionRedigerActualite,
    actionRetirerActualite,
    actionRedigerIncident,
    actionTerminerIncident,
  ],
  api: [routesActualites, routesIncidents, routesMessages],
}
