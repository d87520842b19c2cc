import type { Domaine } from '#app/page.ts'

/** Home, catalogue, the portal's own pages. */
export const accueil: Domaine = { pages: [], actions: [] }
