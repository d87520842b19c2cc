import { join } from 'node:path'
import type { Pool } from 'pg'
import { console as dire } from '#platform/console.ts'
import { startEmbedded } from '#platform/database/embedded.ts'
import { holderOf } from '#platform/database/first-start.ts'
import { migrate } from '#platform/database/migrate.ts'
import { openPool } from '#platform/database/open.ts'
import { reach } from '#platform/database/reach.ts'
import { StartError, type Settings } from '#platform/settings.ts'
import { isUnfinished } from '#platform/whole-copy.ts'

/** Lends the portal's database to a command: the configured one, or the embedded one, which is stopped afterwards unless the portal was using it. */
export async function avecBase<T>(settings: Settings, faire: (pool: Pool) => Promise<T>): Promise<T> {
  if (isUnfinished(settings.DATA_DIR)) throw new StartError(dire.t.restaurationInterrompue(settings.DATA_DIR))
  const url = settings.DATABASE_DIRECT_URL ?? settings.DATABASE_URL
  const dejaOuverte = !url && holderOf(join(settings.DATA_DIR, 'postgres')) !== null
  if (url) await reach(url)
  const embarque = url ? null : await startEmbedded(settings.DATA_DIR)
  const pool = openPool(url ?? embarque!.url(), { max: 4 })
  try {
    await migrate(pool)
    return await faire(pool)
  } finally {
    await pool.end()
    if (!dejaOuverte) await embarque?.stop()
  }
}
