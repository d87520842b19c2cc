import { demandesHabilitations } from '#app/organisation/habilitations/definitions.ts'
import { demandesStructures } from '#app/organisation/structures/definitions.ts'
import type { Demande } from '#demandes/index.ts'

/** Every demande the portal knows, by type; a new domain adds its list here. */
export const DEFINITIONS = new Map<string, Demande>([...demandesStructures, ...demandesHabilitations].map((d) => [d.type, d]))
