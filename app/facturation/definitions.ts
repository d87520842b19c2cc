import { souscrireMandat } from '#app/facturation/souscrire.ts'
import { terminerMandat } from '#app/facturation/terminer.ts'
import type { Demande } from '#demandes/index.ts'

/** The demandes of « Facturation », by name. */
export const demandesFacturation = [souscrireMandat, terminerMandat] as unknown as Demande[]
