import { parcoursMandat } from '#app/facturation/mandats.page.tsx'
import type { Domaine } from '#app/page.ts'

/** « Facturation »: the mandates; invoices themselves are other applications'. */
export const facturation: Domaine = { pages: [parcoursMandat.page], actions: [parcoursMandat.action] }
