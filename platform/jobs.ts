import { sql } from 'kysely'
import type { Pool } from 'pg'
import type { Job, PgBoss } from 'pg-boss'
import { openDatabase, type Db, type Tx } from '#platform/database/open.ts'
import { depart, departs, startRelay } from '#platform/outbox.ts'

/** What of the jobs whoever only sends them needs. */
export interface Sending {
  /** Puts a job in the caller's transaction: it exists if and only if the transaction commits. */
  send: (tx: Tx | Db, queue: string, data: object) => Promise<void>
  sendMany: (tx: Tx | Db, queue: string, data: object[]) => Promise<void>
}

export interface Jobs extends Sending {
  /**
   * Declares a queue and who works on it; called before `start`. `together`: work that only writes to the database, done for many in the
   * transaction that hands them over;
   * it answers with those it leaves to the queue, where all of them go when it fails.
   */
  handle: <T extends object>(queue: string, work: (data: T) => Promise<void>, together?: (tx: Tx, data: T[]) => Promise<T[]>) => void
  /** Declares what is done once a day, by one process, in the small hours of Paris. */
  daily: (queue: string, work: () => Promise<void>) => void
  /** The same every few minutes. */
  often: (queue: string, minutes: number, work: () => Promise<void>) => void
  /** Makes the queues exist, so that jobs can be sent; before anything is served. */
  prepare: () => Promise<void>
  /** Starts working, and handing over what was sent. */
  start: () => Promise<void>
  stop: () => Promise<void>
}

export const sending: Sending = {
  send: async (tx, queue, data) => void (await depart(tx, queue, data)),
  sendMany: async (tx, queue, data) => void (data.length && (await departs(tx, queue, data))),
}

/** Tried again for some ten hours, ever less often: what is away for a night loses nothing. */
const RETRIES = { retryLimit: 70, retryBackoff: true, retryDelay: 2, retryDelayMax: 600 }

/** Tries that a job given up has again when somebody asks: over an hour at the longest delay, while what was away is mended. */
export const RETRIES_WHEN_ASKED = 8

/** The few statements of the queues, asked again and again, are planned once a connection. */
const NAMED = '/* @travail~ */ '

/** No use trying this job again. */
export class GiveUp extends Error {}

/**
 * Jobs over pg-boss: delivered at least once, so a handler's effect is guarded by state or carries a stable id.
 * After its retries a job goes to the dead-letter queue, where it stays for the operator.
 */
export async function createJobs(
  pool: Pool,
  log: Record<'error' | 'warn', (o: object, m: string) => void>,
  pollingSeconds = 2,
): Promise<Jobs> {
  const { PgBoss: Boss, fromKysely } = await import('pg-boss')
  const boss: PgBoss = new Boss({
    db: {
      executeSql: (text: string, values?: unknown[]) => pool.query(values?.length ? NAMED + text : text, values as unknown[]),
    } as never,
    schema: 'pgboss',
    supervise: true,
  })
  boss.on('error', (error) => log.error({ err: error }, 'jobs'))
  const handlers = new Map<string, (data: object) => Promise<void>>()
  const atOnce = new Map<string, (tx: Tx, data: object[]) => Promise<object[]>>()
  const schedules = new Map<string, string>()
  let started = false
  let stopRelay = async () => {}
  /** A queue that this version does not know keeps nothing back: its jobs are put aside for the operator. */
  const hand = async (tx: Tx, jobs: Map<string, object[]>) => {
    const db = fromKysely(tx.withoutPlugins() as never)
    for (const [queue, data] of jobs) {
      const left = await workAtOnce(tx, queue, data)
      if (left.length)
        await boss.insert(
          handlers.has(queue) ? queue : 'rebut',
          left.map((d) => ({ data: d })),
          { db },
        )
    }
  }
  const workAtOnce = async (tx: Tx, queue: string, data: object[]): Promise<object[]> => {
    const together = atOnce.get(queue)
    if (!together) return data
    await sql`savepoint together`.execute(tx)
    try {
      return await together(tx, data)
    } catch (error) {
      await sql`rollback to savepoint together`.execute(tx)
      log.warn({ err: error as Error, queue }, 'jobs failed together, left to their queue')
      return data
    }
  }
  return {
    handle(queue, work, together) {
      handlers.set(queue, work as (data: object) => Promise<void>)
      if (together) atOnce.set(queue, together as never)
    },
    daily(queue, work) {
      handlers.set(queue, work)
      schedules.set(queue, '17 3 * * *')
    },
    often(queue, minutes, work) {
      handlers.set(queue, work)
      schedules.set(queue, `*/${minutes} * * * *`)
    },
    ...sending,
    async prepare() {
      await boss.start()
      started = true
      // Those of an earlier version keep what they were made with until told.
      const known = new Map((await boss.getQueues()).map((q) => [q.name, q]))
      if (!known.has('rebut')) await boss.createQueue('rebut')
      await Promise.all(
        [...handlers.keys()].map((queue) =>
          !known.has(queue)
            ? boss.createQueue(queue, { ...RETRIES, deadLetter: 'rebut' })
            : known.get(queue)!.retryLimit === RETRIES.retryLimit
              ? null
              : boss.updateQueue(queue, RETRIES),
        ),
      )
    },
    async start() {
      stopRelay = startRelay(openDatabase(pool), hand, (error) => log.error({ err: error }, 'jobs not handed over'))
      for (const [queue, cron] of schedules) await boss.schedule(queue, cron, {}, { tz: 'Europe/Paris' })
      for (const [queue, work] of handlers)
        // Several at once and again at once while there are more: one job per poll would be thirty mails a minute. Each succeeds or fails by itself.
        await boss.work(
          queue,
          { pollingIntervalSeconds: pollingSeconds, batchSize: 10, burstWhenBatchFull: true, perJobResults: true },
          async (jobs: Job<object>[]) =>
            Promise.all(
              jobs.map((job) =>
                work(job.data).then(
                  () => ({ id: job.id, status: 'completed' as const }),
                  async (error: Error) => {
                    log.warn({ err: error, queue, job: job.id }, error instanceof GiveUp ? 'job given up' : 'job failed, tried again later')
                    if (error instanceof GiveUp)
                      await pool.query('update pgboss.job set retry_limit = retry_count where name = $1 and id = $2', [queue, job.id])
                    return { id: job.id, status: 'failed' as const, output: { message: error.message } }
                  },
                ),
              ),
            ),
        )
    },
    async stop() {
      await stopRelay()
      if (started) await boss.stop({ graceful: true, timeout: 5000 })
    },
  }
}
