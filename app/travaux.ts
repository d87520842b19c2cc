import type { Programme } from '#app/contexte.ts'

/** Declares who works on which queue; each domain adds its own line. */
export function declarerTravaux(_programme: Programme) {}
