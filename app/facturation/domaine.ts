import { routesMandats } from '#app/api/facturation.ts'
import { parcoursMandat } from '#app/facturation/mandats.page.tsx'
import { souscrireMandat } from '#app/facturation/souscrire.ts'
import { parcoursTerminerMandat } from '#app/facturation/terminer.page.tsx'
import { terminerMandat } from '#app/facturation/terminer.ts'
import type { Domaine } from '#app/page.ts'

/** « Facturation »: the mandates; invoices themselves are other applications'. */
export const facturation: Domaine = {
  pages: [parcoursMandat.page, parcoursTerminerMandat.page],
  actions: [parcoursMandat.action, parcoursTerminerMandat.action],
  demandes: [souscrireMandat, terminerMandat],
  api: [routesMandats],
}
