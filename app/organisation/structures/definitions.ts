import { modifierStructure } from '#app/organisation/structures/modifier.ts'
import type { Demande } from '#demandes/index.ts'

/** The demandes of « Structures », by name. */
export const demandesStructures = [modifierStructure] as unknown as Demande[]
