import { parcoursCreer } from '#app/organisation/pieces-jointes/creer.page.tsx'
import { routeContenu, routeSupprimer, routeTelecharger } from '#app/organisation/pieces-jointes/gerer.page.tsx'
import { pagePieces } from '#app/organisation/pieces-jointes/liste.page.tsx'
import { actionSupprimer, pageSupprimer } from '#app/organisation/pieces-jointes/supprimer.page.tsx'
import type { Domaine } from '#app/page.ts'

export const piecesJointes: Domaine = {
  pages: [parcoursCreer.page, pagePieces, routeTelecharger, routeContenu, routeSupprimer, pageSupprimer],
  actions: [parcoursCreer.action, actionSupprimer],
}
