import { console as say } from '#platform/console.ts'
import { openPool } from '#platform/database/open.ts'
import { reasonOf } from '#platform/reasons.ts'
import { StartError } from '#platform/settings.ts'

/**
 * An address that was given must answer, though late on a machine that starts everything at once. @throws StartError saying which does not
 * and why, without its password
 */
export async function reach(url: string) {
  const pool = openPool(url, { max: 1, connectMs: 10_000 })
  try {
    await pool.query('select 1')
  } catch (e) {
    throw new StartError(say.t.baseInjoignable(new URL(url).host, reasonOf(e)))
  } finally {
    await pool.end().catch(() => {})
  }
}
