import { CamelCasePlugin, Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import type { DB } from '#database/types.ts'
import { guardCommit } from '#platform/database/commit.ts'
import { gatherWrites } from '#platform/database/gather.ts'
import { forgetOldVariants, nameMarkedStatements } from '#platform/database/named.ts'

export type Db = Kysely<DB>
export type Tx = Transaction<DB>

// Times and ranks are read as JavaScript needs them: bigint ranks stay below 2^53 for centuries.
pg.types.setTypeParser(20, Number)

/**
 * Opens a pool; errors of idle connections are logged and the pool goes on (a restart of the database must not end the process).
 * `relaxed`: a commit does not wait for the disk. For work that nobody was told is done and that is done again when its commit is lost;
 * never through a pooler.
 */
export function openPool(
  url: string,
  options: {
    max?: number
    connectMs?: number
    queryMs?: number
    named?: boolean
    pipeline?: boolean
    relaxed?: boolean
    onError?: (e: Error) => void
  } = {},
): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 12,
    connectionTimeoutMillis: options.connectMs ?? 4000,
    ...(options.queryMs ? { query_timeout: options.queryMs } : {}),
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    pipeline: options.pipeline ?? false,
    ...(options.relaxed ? { options: '-c synchronous_commit=off' } : {}),
    application_name: 'choral',
  })
  pool.on('error', options.onError ?? (() => {}))
  if (options.named)
    pool.on('release', (e, client) => {
      if (!e) forgetOldVariants(client)
    })
  pool.on('connect', (client) => {
    client.on('error', () => {})
    gatherWrites(client)
    if (options.named) nameMarkedStatements(client)
    guardCommit(client)
  })
  return pool
}

export const openDatabase = (pool: pg.Pool): Db =>
  new Kysely<DB>({ dialect: new PostgresDialect({ pool }), plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })] })
