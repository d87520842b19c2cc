import { parcoursMandat } from '#app/facturation/mandats.page.tsx'
import { parcoursTerminerMandat } from '#app/facturation/terminer.page.tsx'
import type { Domaine } from '#app/page.ts'

/** « Facturation »: the mandates; invoices themselves are other applications'. */
export const facturation: Domaine = {
  pages: [parcoursMandat.page, parcoursTerminerMandat.page],
  actions: [parcoursMandat.action, parcoursTerminerMandat.action],
}
