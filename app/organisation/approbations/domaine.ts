import { routesApprobations } from '#app/api/organisation/approbations.ts'
import { actionDecider, pageApprobation, pageRefuser } from '#app/organisation/approbations/approbation.page.tsx'
import { pageApprobations } from '#app/organisation/approbations/lister.page.tsx'
import { actionChoisir, actionLot, pageLot } from '#app/organisation/approbations/lot.page.tsx'
import { actionFin, actionNommer, pageSuppleants } from '#app/organisation/approbations/suppleants.page.tsx'
import type { Domaine } from '#app/page.ts'

/** Approvals and deputies (APP). */
export const approbations: Domaine = {
  pages: [pageApprobations, pageApprobation, pageRefuser, pageLot, pageSuppleants],
  actions: [actionDecider, actionChoisir, actionLot, actionNommer, actionFin],
  api: [routesApprobations],
}
