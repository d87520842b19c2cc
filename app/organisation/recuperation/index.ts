import type { Domaine } from '#app/page.ts'
import { actionRecuperer, pageRecuperer } from '#app/organisation/recuperation/demander.page.tsx'
import { actionOpposer, actionRetirer, pageRecuperation } from '#app/organisation/recuperation/suivre.page.tsx'

/** A principal manager who cannot be found (PLUS-04). */
export const recuperation: Domaine = { pages: [pageRecuperer, pageRecuperation], actions: [actionRecuperer, actionOpposer, actionRetirer] }
