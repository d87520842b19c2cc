import { actionTerminerIncident, pageIncidents } from '#app/communication/incidents/liste.page.tsx'
import { actionRedigerIncident, pageRedigerIncident } from '#app/communication/incidents/rediger.page.tsx'
import type { Domaine } from '#app/page.ts'

/** What the operator and gestionnaires principaux tell others (COM-02, COM-03). */
export const communication: Domaine = { pages: [pageIncidents, pageRedigerIncident], actions: [actionRedigerIncident, actionTerminerIncident] }
