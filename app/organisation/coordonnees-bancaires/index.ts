import type { Domaine } from '#app/page.ts'
import { actionAfficher, actionRib, pageCoordonnee } from '#app/organisation/coordonnees-bancaires/coordonnee.page.tsx'
import { parcoursCreer } from '#app/organisation/coordonnees-bancaires/creer.page.tsx'
import { routeGerer } from '#app/organisation/coordonnees-bancaires/gerer.ts'
import { pageCoordonnees } from '#app/organisation/coordonnees-bancaires/liste.page.tsx'
import { parcoursModifier } from '#app/organisation/coordonnees-bancaires/modifier.page.tsx'
import { parcoursActiver, parcoursDesactiver } from '#app/organisation/coordonnees-bancaires/statut.page.tsx'

const parcours = [parcoursCreer, parcoursModifier, parcoursActiver, parcoursDesactiver]

export const coordonnees: Domaine = {
  pages: [routeGerer, pageCoordonnees, pageCoordonnee, ...parcours.map((p) => p.page)],
  actions: [...parcours.map((p) => p.action), actionAfficher, actionRib],
}
