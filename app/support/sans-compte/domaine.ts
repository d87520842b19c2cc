import { routesSansCompte } from '#app/api/support/tickets/sans-compte.ts'
import type { Domaine } from '#app/page.ts'
import { actionSansCompte, pageLienEnvoye, pageSansCompte } from '#app/support/sans-compte/demander.page.tsx'
import { actionEcrireSansCompte, actionRouvrirSuivi, pageEcrireSansCompte } from '#app/support/sans-compte/ecrire.page.tsx'
import { envoyerAvisDeSuivi, FILE_SUIVI, type AvisDeSuivi } from '#app/support/sans-compte/suivi.ts'
import {
  actionFermerSuivi,
  actionNoterSuivi,
  actionSuivi,
  pageSuivi,
  routeFichierDuSuivi,
  routeNoterSuivi,
} from '#app/support/sans-compte/suivre.page.tsx'

/** Help for somebody who has no account, or cannot sign in (SUP-01). */
export const sansCompte: Domaine = {
  pages: [pageSansCompte, pageLienEnvoye, pageEcrireSansCompte, pageSuivi, routeFichierDuSuivi, routeNoterSuivi],
  actions: [actionSansCompte, actionEcrireSansCompte, actionRouvrirSuivi, actionSuivi, actionNoterSuivi, actionFermerSuivi],
  api: [routesSansCompte],
  travaux: (programme) => programme.jobs.handle(FILE_SUIVI, (avis: AvisDeSuivi) => envoyerAvisDeSuivi(programme, avis)),
}
