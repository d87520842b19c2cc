import { creerCoordonnee } from '#app/organisation/coordonnees-bancaires/creer.ts'
import { modifierCoordonnee } from '#app/organisation/coordonnees-bancaires/modifier.ts'
import { activerCoordonnee, desactiverCoordonnee } from '#app/organisation/coordonnees-bancaires/statut.ts'
import type { Demande } from '#demandes/index.ts'

/** The demandes of « Coordonnées bancaires », by name. */
export const demandesCoordonnees = [creerCoordonnee, modifierCoordonnee, activerCoordonnee, desactiverCoordonnee] as unknown as Demande[]
