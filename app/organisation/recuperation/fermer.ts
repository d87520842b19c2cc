import { sql } from 'kysely'
import type { Tx } from '#platform/database/open.ts'

/** The role passed on otherwise: what was asked of these structures has no object any more. */
export const fermerRecuperations = (tx: Tx, structures: string[], motif: string) =>
  sql`update recuperation set etat = 'annulee', decision_motif = ${motif} where structure = any(${structures}::uuid[]) and etat = 'en-attente'`.execute(tx)
