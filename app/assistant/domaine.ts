import { routesAssistant } from '#app/api/assistant.ts'
import { pageAssistant } from '#app/assistant/assistant.page.tsx'
import { pageAvisUnAUn } from '#app/assistant/avis-liste.page.tsx'
import { pageAvis } from '#app/assistant/avis.page.tsx'
import { actionDemander, actionOublier, actionTicket } from '#app/assistant/demander.ts'
import type { Domaine } from '#app/page.ts'

/** The assistant (ASS), and what readers think of the guide (COM-01). */
export const assistant: Domaine = {
  pages: [pageAssistant, pageAvis, pageAvisUnAUn],
  actions: [actionDemander, actionOublier, actionTicket],
  api: [routesAssistant],
}
