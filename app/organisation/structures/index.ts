import type { Domaine } from '#app/page.ts'
import { pageHistorique, pageStructure } from '#app/organisation/structures/consulter.page.tsx'
import { routeGerer, routeSuggestions } from '#app/organisation/structures/gerer.page.tsx'
import { parcoursModifier } from '#app/organisation/structures/modifier.page.tsx'
import { pageRechercher } from '#app/organisation/structures/rechercher.page.tsx'

const parcours = [parcoursModifier]

export const structures: Domaine = { pages: [routeGerer, routeSuggestions, pageRechercher, pageStructure, pageHistorique, ...parcours.map((p) => p.page)], actions: parcours.map((p) => p.action) }
