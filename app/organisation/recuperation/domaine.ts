import { routesRecuperations } from '#app/api/organisation/recuperation.ts'
import { actionContester, pageContester } from '#app/organisation/recuperation/contester.page.tsx'
import { rappelerTitulaires } from '#app/organisation/recuperation/courriels.ts'
import { actionRecuperer, pageRecuperer } from '#app/organisation/recuperation/demander.page.tsx'
import { actionOpposer, actionRetirer, pageRecuperation } from '#app/organisation/recuperation/suivre.page.tsx'
import type { Domaine } from '#app/page.ts'

/** A principal manager who cannot be found (PLUS-04), or who had no title to be it (STR-03). */
export const recuperation: Domaine = {
  pages: [pageRecuperer, pageContester, pageRecuperation],
  actions: [actionRecuperer, actionContester, actionOpposer, actionRetirer],
  api: [routesRecuperations],
  travaux: (programme) => programme.jobs.daily('recuperation.rappel', async () => void (await rappelerTitulaires(programme))),
}
