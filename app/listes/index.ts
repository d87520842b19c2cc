import { actionEnregistrerVue, actionModifierVue, actionSupprimerVue, pageVue, pageVues } from '#app/listes/vues.page.tsx'
import type { Domaine } from '#app/page.ts'

export { MenuDesVues } from '#app/listes/menu.tsx'
export {
  enregistrerVue,
  lireVue,
  LISTES,
  modifierVue,
  supprimerVue,
  vuesDe,
  type ErreurVue,
  type Liste,
  type Vue,
} from '#app/listes/vues.ts'

/** What every list of the portal can do: saved views (POR-15). */
export const listes: Domaine = { pages: [pageVues, pageVue], actions: [actionEnregistrerVue, actionModifierVue, actionSupprimerVue] }
