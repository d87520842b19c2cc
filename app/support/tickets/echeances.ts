import { sql } from 'kysely'
import { depart } from '#platform/outbox.ts'
import type { Db, Tx } from '#platform/database/open.ts'

/** Follows a change of hours: what was being written meanwhile went by the hours before. */
export const FILE_ECHEANCES = 'tickets.echeances'
export const redaterEnsuite = (tx: Tx) => depart(tx, FILE_ECHEANCES, {})

const LOT = 200
const DUE = sql`echeance_ouverte(t.recu_le, (select delai from ticket_priorite where code = t.priorite))`

/**
 * Gives the tickets that are due another date where hours or closed days have changed (TIC-08); how many moved. A few at a time: nobody who
 * answers waits long.
 */
export async function redaterLesTickets(db: Db): Promise<number> {
  const { rows } = await sql<{
    id: string
  }>`select t.id::text as id from ticket t where t.statut = 'OUVERT' and t.echeance is distinct from ${DUE} order by t.id`.execute(db)
  let deplaces = 0
  for (let i = 0; i < rows.length; i += LOT) {
    const ids = rows.slice(i, i + LOT).map((r) => r.id)
    // In the order of their ids, as whoever acts on several locks them; the trigger says the date.
    const { numAffectedRows } = await sql`with l as (select id from ticket where id = any(${ids}::bigint[]) order by id for update)
      update ticket t set recu_le = t.recu_le from l where t.id = l.id and t.statut = 'OUVERT' and t.echeance is distinct from ${DUE}`.execute(
      db,
    )
    deplaces += Number(numAffectedRows ?? 0)
  }
  return deplaces
}
