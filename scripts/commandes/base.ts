import { join } from 'node:path'
import type { Pool } from 'pg'
import { startEmbedded } from '#platform/database/embedded.ts'
import { holderOf } from '#platform/database/first-start.ts'
import { migrate } from '#platform/database/migrate.ts'
import { openPool } from '#platform/database/open.ts'
import type { Settings } from '#platform/settings.ts'

/** Lends the portal's database to a command: the configured one, or the embedded one, which is stopped afterwards unless the portal was using it. */
export async function avecBase<T>(settings: Settings, faire: (pool: Pool) => Promise<T>): Promise<T> {
  const url = settings.DATABASE_DIRECT_URL ?? settings.DATABASE_URL
  const dejaOuverte = !url && holderOf(join(settings.DATA_DIR, 'postgres')) !== null
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
