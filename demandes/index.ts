export { definirDemande, type Demande, type Perimetre } from '#demandes/definir.ts'
export { schemaComplet } from '#demandes/lecture.ts'
export type { Milieu } from '#demandes/milieu.ts'
export { soumettre } from '#demandes/soumettre.ts'
export { deciderApprobation, expirerApprobation, type Decision } from '#demandes/approuver.ts'
export { annulerDemande, MOTIF_MAX } from '#demandes/annuler.ts'
export { appliquerDemande, cloreSansEffet } from '#demandes/appliquer.ts'
export { annulerSansDroit } from '#demandes/sans-droit.ts'
export {
  demandesEnAttente,
  lireDemande,
  visiblePour,
  type Approbation,
  type EtatDemande,
  type Recu,
  type RecuVisible,
} from '#demandes/recu.ts'
export { lireHistorique, verifierJournal, type LigneJournal } from '#demandes/journal.ts'
export { cleSuivante, refus, refusDeChamps } from '#demandes/refus.ts'
export type { Changement } from '#demandes/version.ts'
