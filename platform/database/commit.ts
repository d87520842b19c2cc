import type { PoolClient } from 'pg'
import { isUnavailable } from '#platform/database/errors.ts'

type Query = (...args: unknown[]) => unknown

/**
 * Success is told only after COMMIT has answered without a warning (a synchronous replica given up answers with one).
 * A COMMIT that was sent and not answered marks its error `commitUnknown`: whoever asked must ask again with the same key.
 */
export function guardCommit(client: PoolClient) {
  const query = client.query.bind(client) as Query
  const commit = async (...args: unknown[]) => {
    let warned = false
    const listen = (notice: { code?: string }) => (warned ||= notice.code === '01000')
    client.on('notice', listen)
    try {
      const result = await query(...args)
      if (warned) throw Object.assign(new Error('COMMIT answered with a warning'), { commitUnknown: true })
      return result
    } catch (error) {
      throw isUnavailable(error) ? Object.assign(error as Error, { commitUnknown: true }) : error
    } finally {
      client.off('notice', listen)
    }
  }
  client.query = ((...args: unknown[]) => (args[0] === 'commit' ? commit(...args) : query(...args))) as typeof client.query
}
