import { souscrireMandat } from '#app/facturation/souscrire.ts'
import type { Demande } from '#demandes/index.ts'

/** The demandes of « Facturation », by name. */
export const demandesFacturation = [souscrireMandat] as unknown as Demande[]
