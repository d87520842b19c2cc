import { creerPieceJointe } from '#app/organisation/pieces-jointes/creer.ts'
import { supprimerPieceJointe } from '#app/organisation/pieces-jointes/supprimer.ts'
import type { Demande } from '#demandes/index.ts'

/** The demandes of « Pièces-jointes », by name. */
export const demandesPiecesJointes = [creerPieceJointe, supprimerPieceJointe] as unknown as Demande[]
