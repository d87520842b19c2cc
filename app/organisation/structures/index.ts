import type { Domaine } from '#app/page.ts'

export const structures: Domaine = { pages: [], actions: [] }
