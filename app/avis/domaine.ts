import { routesAvis } from '#app/api/avis.ts'
import { actionMarquerAvis, pageAvis, routeAvis } from '#app/avis/avis.page.tsx'
import { actionDesabonnement, pageDesabonnement } from '#app/avis/desabonnement.page.tsx'
import { actionPreferencesAvis, pagePreferencesAvis } from '#app/avis/preferences.page.tsx'
import { envoyerResumes } from '#app/avis/resumes.ts'
import type { Domaine } from '#app/page.ts'

/** Notices: the centre, how one wants their mails, and how one stops a summary (CPT-08). */
export const avis: Domaine = {
  pages: [pageAvis, pagePreferencesAvis, routeAvis, pageDesabonnement],
  actions: [actionMarquerAvis, actionPreferencesAvis, actionDesabonnement],
  api: [routesAvis],
  travaux: (programme) => programme.jobs.often('avis.resumes', 10, async () => void (await envoyerResumes(programme))),
}
