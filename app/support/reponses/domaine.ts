import { routesReponsesTypes } from '#app/api/support/reponses.ts'
import type { Domaine } from '#app/page.ts'
import {
  actionCreerReponse,
  actionModifierReponse,
  actionSupprimerReponse,
  pageCreerReponse,
  pageReponse,
  pageReponses,
} from '#app/support/reponses/reponses.page.tsx'

/** Canned answers (TIC-08, TCH-02). */
export const reponses: Domaine = {
  pages: [pageReponses, pageCreerReponse, pageReponse],
  actions: [actionCreerReponse, actionModifierReponse, actionSupprimerReponse],
  api: [routesReponsesTypes],
}
