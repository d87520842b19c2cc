import { routesPieces } from '#app/api/organisation/pieces-jointes.ts'
import { parcoursCreer } from '#app/organisation/pieces-jointes/creer.page.tsx'
import { creerPieceJointe } from '#app/organisation/pieces-jointes/creer.ts'
import { routeContenu, routeSupprimer, routeTelecharger } from '#app/organisation/pieces-jointes/gerer.page.tsx'
import { pagePieces } from '#app/organisation/pieces-jointes/liste.page.tsx'
import { nettoyerFichiers } from '#app/organisation/pieces-jointes/nettoyer.ts'
import { reanalyserFichiers } from '#app/organisation/pieces-jointes/reanalyser.ts'
import { actionSupprimer, pageSupprimer } from '#app/organisation/pieces-jointes/supprimer.page.tsx'
import { supprimerPieceJointe } from '#app/organisation/pieces-jointes/supprimer.ts'
import type { Domaine } from '#app/page.ts'

export const piecesJointes: Domaine = {
  pages: [parcoursCreer.page, pagePieces, routeTelecharger, routeContenu, routeSupprimer, pageSupprimer],
  actions: [parcoursCreer.action, actionSupprimer],
  demandes: [creerPieceJointe, supprimerPieceJointe],
  api: [routesPieces],
  travaux(programme) {
    programme.jobs.daily('fichiers.menage', () => nettoyerFichiers(programme))
    programme.jobs.often('fichiers.analyse', 5, () => reanalyserFichiers(programme))
  },
}
