import type { Domaine } from '#app/page.ts'
import { parcoursModifier } from '#app/organisation/structures/modifier.page.tsx'

const parcours = [parcoursModifier]

export const structures: Domaine = { pages: parcours.map((p) => p.page), actions: parcours.map((p) => p.action) }
