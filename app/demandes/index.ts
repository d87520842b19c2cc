import type { Domaine } from '#app/page.ts'

export const demandes: Domaine = { pages: [], actions: [] }
