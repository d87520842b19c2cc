import type { Pool, PoolClient } from 'pg'
import { Refus } from '#platform/http/problem.ts'
import { openDatabase, type Db } from '#platform/database/open.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The structures one may look at; « toutes »: those of the person seen, whatever they are. */
export type Perimetre = string[] | 'toutes'

const OUVRIR = `select set_config('search_path', 'limite, public', true), set_config('choral.perimetre', $1, true),
    set_config('transaction_read_only', 'on', true)`

/**
 * The same database, read through the views of « limite » in transactions that cannot write: whatever a page asks, and whoever wrote it,
 * it finds nothing outside and changes nothing. A pool's connection is never left so: what was set ends with its transaction.
 */
export function limiter(pool: Pool, perimetre: Perimetre): { db: Db; pool: Pool } {
  if (perimetre !== 'toutes' && !perimetre.every((id) => UUID.test(id))) throw new Error('not a structure')
  const valeur = perimetre === 'toutes' ? '*' : perimetre.join(',')
  const connect = async () => {
    const client = await pool.connect()
    try {
      await client.query('begin')
      await client.query(OUVRIR, [valeur])
    } catch (erreur) {
      client.release(erreur as Error)
      throw erreur
    }
    return bride(client)
  }
  const limite = {
    connect,
    options: pool.options,
    end: async () => {},
    async query(...args: unknown[]) {
      const client = await connect()
      try {
        return await (client.query as (...a: unknown[]) => Promise<unknown>)(...args)
      } finally {
        client.release()
      }
    },
  } as unknown as Pool
  return { db: openDatabase(limite), pool: limite }
}

const VIDE = { command: '', rowCount: 0, rows: [] }

function bride(client: PoolClient): PoolClient {
  let finie = false
  const query = async (...args: unknown[]) => {
    // A transaction of one's own would end ours.
    if (typeof args[0] === 'string' && /^\s*(begin|start transaction|commit|rollback|savepoint|release)\b/i.test(args[0])) return VIDE
    try {
      return await (client.query as (...a: unknown[]) => Promise<unknown>)(...args)
    } catch (erreur) {
      if ((erreur as { code?: string }).code === '25006') throw new Refus({ status: 403, code: 'lecture-seule', detail: '' })
      throw erreur
    }
  }
  const release = () => {
    if (finie) return
    finie = true
    client.query('rollback').then(
      () => client.release(),
      (e: Error) => client.release(e),
    )
  }
  return { query, release, processID: (client as unknown as { processID?: number }).processID } as unknown as PoolClient
}
