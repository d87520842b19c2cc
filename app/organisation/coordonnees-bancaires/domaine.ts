import { routesCoordonnees } from '#app/api/organisation/coordonnees-bancaires.ts'
import { actionAfficher, actionRib, pageCoordonnee } from '#app/organisation/coordonnees-bancaires/coordonnee.page.tsx'
import { parcoursCreer } from '#app/organisation/coordonnees-bancaires/creer.page.tsx'
import { creerCoordonnee } from '#app/organisation/coordonnees-bancaires/creer.ts'
import { routeGerer } from '#app/organisation/coordonnees-bancaires/gerer.ts'
import { pageCoordonnees } from '#app/organisation/coordonnees-bancaires/liste.page.tsx'
import { parcoursModifier } from '#app/organisation/coordonnees-bancaires/modifier.page.tsx'
import { modifierCoordonnee } from '#app/organisation/coordonnees-bancaires/modifier.ts'
import { parcoursActiver, parcoursDesactiver } from '#app/organisation/coordonnees-bancaires/statut.page.tsx'
import { activerCoordonnee, desactiverCoordonnee } from '#app/organisation/coordonnees-bancaires/statut.ts'
import type { Domaine } from '#app/page.ts'

const parcours = [parcoursCreer, parcoursModifier, parcoursActiver, parcoursDesactiver]

export const coordonnees: Domaine = {
  pages: [routeGerer, pageCoordonnees, pageCoordonnee, ...parcours.map((p) => p.page)],
  actions: [...parcours.map((p) => p.action), actionAfficher, actionRib],
  demandes: [creerCoordonnee, modifierCoordonnee, activerCoordonnee, desactiverCoordonnee],
  api: [routesCoordonnees],
}
