import { routesVues } from '#app/api/listes.ts'
import { actionEnregistrerVue, actionModifierVue, actionSupprimerVue, pageVue, pageVues } from '#app/listes/vues.page.tsx'
import type { Domaine } from '#app/page.ts'

/** What every list of the portal can do: saved views (POR-15). */
export const listes: Domaine = {
  pages: [pageVues, pageVue],
  actions: [actionEnregistrerVue, actionModifierVue, actionSupprimerVue],
  api: [routesVues],
}
