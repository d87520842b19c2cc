import { actionAnnuler, pageRecu, routeAnnuler, routeRecepisse } from '#app/demandes/recu.page.tsx'
import type { Domaine } from '#app/page.ts'

export const demandes: Domaine = { pages: [pageRecu, routeAnnuler, routeRecepisse], actions: [actionAnnuler] }
