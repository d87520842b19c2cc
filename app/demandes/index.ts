import { actionAnnuler, actionDonnerMonAvis, pageRecu, routeAnnuler, routeMonAvis, routeRecepisse } from '#app/demandes/recu.page.tsx'
import type { Domaine } from '#app/page.ts'

export const demandes: Domaine = {
  pages: [pageRecu, routeAnnuler, routeRecepisse, routeMonAvis],
  actions: [actionAnnuler, actionDonnerMonAvis],
}
