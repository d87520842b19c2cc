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
