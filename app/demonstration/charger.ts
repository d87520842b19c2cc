import type { Pool } from 'pg'

/** Loads the demonstration into an empty database, once (INT-05). */
export async function chargerDemonstration(_pool: Pool, _dire: (phrase: string) => void) {}
