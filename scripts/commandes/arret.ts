import { join } from 'node:path'
import { startEmbedded } from '#platform/database/embedded.ts'
import { holderOf } from '#platform/database/first-start.ts'
import { openPool } from '#platform/database/open.ts'
import { StartError } from '#platform/settings.ts'

const AUTRES = `select from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`

/**
 * A cold copy is taken of a stopped portal only. One that was killed outright left its database running, used by nobody: it is stopped here.
 * @throws StartError when the portal uses it
 */
export async function arreterLaBase(dataDir: string) {
  if (!holderOf(join(dataDir, 'postgres'))) return
  const base = await startEmbedded(dataDir, { ballast: false })
  const pool = openPool(base.url(), { max: 1 })
  const servie = await pool.query(AUTRES).finally(() => pool.end())
  if (servie.rowCount) throw new StartError('Le portail est ouvert : arrêtez-le avant de sauvegarder.')
  await base.stop()
}
