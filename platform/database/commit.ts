import type { PoolClient } from 'pg'
import { isUnavailable } from '#platform/database/errors.ts'

type Query = (...args: unknown[]) => unknown

/** So begins a statement that is its transaction's last, after which nothing can be refused any more. */
const LAST = '/* @fin-'

/**
 * Success is told only after COMMIT has answered without a warning (a synchronous replica given up answers with one).
 * A COMMIT that was sent and not answered marks its error `commitUnknown`: whoever asked must ask again with the same key.
 * Of a transaction's last statement, COMMIT leaves with it: one round trip less under its locks. PostgreSQL makes it a rollback when the
 * statement fails.
 */
export function guardCommit(client: PoolClient) {
  const query = client.query.bind(client) as Query
  const { pipeline: pipelined } = client as unknown as { pipeline: boolean }
  let lost: Error | null = null
  let committed: Promise<unknown> | null = null
  // A statement given up still runs on its connection: whoever came next would wait behind it, so the connection goes.
  const plain = async (...args: unknown[]) => {
    try {
      return await query(...args)
    } catch (error) {
      if (/Query read timeout/.test((error as Error).message)) {
        lost ??= error as Error
        void (client as unknown as { end: () => Promise<void> }).end().catch(() => {})
      }
      throw error
    }
  }
  const commit = async (...args: unknown[]) => {
    let warned = false
    const listen = (notice: { code?: string }) => (warned ||= notice.code === '01000')
    client.on('notice', listen)
    try {
      const result = await plain(...args)
      if (warned) throw (lost = Object.assign(new Error('COMMIT answered with a warning'), { commitUnknown: true }))
      return result
    } catch (error) {
      if (!isUnavailable(error)) throw error
      throw (lost = Object.assign(error as Error, { commitUnknown: true }))
    } finally {
      client.off('notice', listen)
    }
  }
  const last = async (...args: unknown[]) => {
    const statement = plain(...args)
    committed = commit('commit')
    committed.catch(() => {})
    try {
      return await statement
    } catch (error) {
      throw isUnavailable(error) ? Object.assign(error as Error, { commitUnknown: true }) : error
    }
  }
  const settled = async (...args: unknown[]) => {
    const sent = committed
    committed = null
    return sent ?? commit(...args)
  }
  // The rollback that follows would hide the first error behind its own; the client that throws it again is discarded.
  const rollback = async (...args: unknown[]) => {
    const sent = committed
    committed = null
    await sent?.catch(() => {})
    if (lost) throw lost
    return sent ?? query(...args)
  }
  // BEGIN cannot fail but with its connection, and then what follows it fails too: nobody waits for its answer, and the first statement
  // leaves with it.
  const begin = (...args: unknown[]) => {
    void (query(...args) as Promise<unknown>).catch(() => {})
    return Promise.resolve({ command: 'BEGIN', rows: [] })
  }
  client.query = ((...args: unknown[]) => {
    if (typeof args[0] !== 'string' || typeof args.at(-1) === 'function') return query(...args)
    if (pipelined && args[0] === 'begin') return begin(...args)
    if (pipelined && args[0].startsWith(LAST)) return last(...args)
    return args[0] === 'commit' ? settled(...args) : args[0] === 'rollback' ? rollback(...args) : plain(...args)
  }) as typeof client.query
}
