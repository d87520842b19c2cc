import { sql } from 'kysely'
import type { Tx } from '#platform/database/open.ts'

/**
 * The role passed on otherwise: what was asked of these structures has no object any more. A dispute stays: passing the role on is no
 * answer to it.
 */
export const fermerRecuperations = (tx: Tx, structures: string[], motif: string) =>
  sql`update recuperation
    set etat = 'annulee', decision_motif = ${motif}
    where structure = any(${structures}::uuid[]) and etat = 'en-attente' and not contestation`.execute(tx)
