import { envoyerAvis, envoyerAvisEnsemble } from '#app/demandes/avis.ts'
import { actionAnnuler, routeAnnuler } from '#app/demandes/recu.annuler.page.tsx'
import { actionDonnerMonAvis, routeMonAvis } from '#app/demandes/recu.avis.page.tsx'
import { pageRecu, routeRecepisse } from '#app/demandes/recu.page.tsx'
import type { Domaine } from '#app/page.ts'
import { FILE_DEMANDE, type Moment } from '#demandes/notifier.ts'

export const demandes: Domaine = {
  pages: [pageRecu, routeAnnuler, routeRecepisse, routeMonAvis],
  actions: [actionAnnuler, actionDonnerMonAvis],
  travaux(programme) {
    programme.jobs.handle(
      FILE_DEMANDE,
      (avis: { demande: number; moment: Moment }) => envoyerAvis(programme, avis),
      (tx, avis) => envoyerAvisEnsemble(programme, tx, avis),
    )
  },
}
