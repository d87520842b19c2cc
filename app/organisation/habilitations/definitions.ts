import { ajouterHabilitation } from '#app/organisation/habilitations/ajouter.ts'
import { demanderHabilitation } from '#app/organisation/habilitations/demander.ts'
import { modifierHabilitation } from '#app/organisation/habilitations/modifier.ts'
import { supprimerHabilitation } from '#app/organisation/habilitations/supprimer.ts'
import type { Demande } from '#demandes/index.ts'

/** The demandes of « Habilitations », by name. */
export const demandesHabilitations = [
  ajouterHabilitation,
  modifierHabilitation,
  supprimerHabilitation,
  demanderHabilitation,
] as unknown as Demande[]
