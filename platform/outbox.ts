import { performance } from 'node:perf_hooks'
import { sql } from 'kysely'
import type { Db, Tx } from '#platform/database/open.ts'

export interface Departure {
  file: string
  donnees: object
}

const BATCH = 100
/** While the program has no time to spare. */
const SMALL = 10
const STEP_MS = 500
/** But nothing waits much longer than this for people who submit without a pause. */
const PATIENCE_MS = 30_000

/** Puts a job in the caller's transaction: one short row, where the queue's own would be long and on the way of whoever waits. */
export const depart = (tx: Tx | Db, queue: string, data: object) =>
  sql`/* @depart */ insert into depart (file, donnees) values (${queue}, ${JSON.stringify(data)}::jsonb)`.execute(tx)

/** The same for many jobs of one queue, in one statement. */
export const departs = (tx: Tx | Db, queue: string, data: object[]) =>
  sql`/* @departs */ insert into depart (file, donnees) select ${queue}, x from jsonb_array_elements(${JSON.stringify(data)}::jsonb) x`.execute(
    tx,
  )

/**
 * Hands over what is on its way, in the order of its ranks, each exactly once: taken and given in one transaction. People first: a full
 * batch is followed at once by another
 * only while the program has time to spare, and batches are small while it has none.
 * @returns stops, once what is under way is done
 */
export function startRelay(
  db: Db,
  hand: (tx: Tx, jobs: Map<string, object[]>) => Promise<void>,
  onError: (error: Error) => void,
): () => Promise<void> {
  let stopped = false
  let timer: NodeJS.Timeout
  let before = performance.eventLoopUtilization()
  let utilization = 0
  /** When all that was on its way was last handed over. */
  let emptied = performance.now()
  const round = async () => {
    const size = utilization > 0.7 && performance.now() - emptied < PATIENCE_MS ? SMALL : BATCH
    const taken = await db
      .transaction()
      .execute((tx) => relay(tx, hand, size))
      .catch((error: Error) => (onError(error), 0))
    if (taken < size) emptied = performance.now()
    const now = performance.eventLoopUtilization()
    ;({ utilization } = performance.eventLoopUtilization(now, before))
    before = now
    if (!stopped) timer = setTimeout(() => (current = round()), taken === size && utilization < 0.5 ? 0 : STEP_MS)
  }
  let current = round()
  return async () => {
    stopped = true
    clearTimeout(timer)
    await current
    clearTimeout(timer)
  }
}

async function relay(tx: Tx, hand: (tx: Tx, jobs: Map<string, object[]>) => Promise<void>, size: number): Promise<number> {
  const { rows } = await sql<Departure>`/* @relais */
      delete from depart
      where id in (select id from depart order by id limit ${size} for update skip locked)
      returning file, donnees`.execute(tx)
  if (rows.length)
    await hand(tx, new Map([...Map.groupBy(rows, (r) => r.file)].map(([queue, jobs]) => [queue, jobs.map((j) => j.donnees)])))
  return rows.length
}
