import { actionAnnuler, routeAnnuler } from '#app/demandes/recu.annuler.page.tsx'
import { actionDonnerMonAvis, routeMonAvis } from '#app/demandes/recu.avis.page.tsx'
import { pageRecu, routeRecepisse } from '#app/demandes/recu.page.tsx'
import type { Domaine } from '#app/page.ts'

export const demandes: Domaine = {
  pages: [pageRecu, routeAnnuler, routeRecepisse, routeMonAvis],
  actions: [actionAnnuler, actionDonnerMonAvis],
}
