export { consulterSiret } from './consulter.ts'
export { importerSirene, type Bilan, type Progres } from './importer.ts'
export { libelleCategorieJuridique } from './nomenclatures.ts'
export type { CauseInjoignable, Etablissement, ReglagesSirene, ReponseRegistre } from './types.ts'
