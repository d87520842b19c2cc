import { setTimeout as wait } from 'node:timers/promises'
import { isDiskFull, isUnavailable } from '#platform/database/errors.ts'

/**
 * For a start, which has nobody waiting for an answer: a database that is slow to answer on a loaded machine, or cuts a connection, is
 * asked again. `work` must be one that may be done twice.
 */
export async function patiently<T>(work: () => Promise<T>, ms = 30_000): Promise<T> {
  const deadline = Date.now() + ms
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!isUnavailable(error) || isDiskFull(error) || Date.now() > deadline) throw error
      await wait(200)
    }
  }
}
