import { createHash } from 'node:crypto'
import { constants, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT } from '#platform/root.ts'

/** Where the mould of this PostgreSQL and of these migrations is, made or not: what a new database begins as, created, migrated and at rest. */
export function mouldFolder(native: string): string {
  const key = createHash('sha256').update(readFileSync(join(native, '..', 'package.json')))
  const sources = join(ROOT, 'database')
  for (const file of [
    'limite.sql',
    ...readdirSync(join(sources, 'migrations'))
      .toSorted()
      .map((f) => join('migrations', f)),
  ])
    key.update(`${file}\n`).update(readFileSync(join(sources, file)))
  return join(ROOT, 'dist', 'base', key.digest('hex').slice(0, 16))
}

/** Copies the mould, when there is one; a copy that fails leaves nothing, and the database is made the long way. */
export async function copyMould(native: string, to: string): Promise<boolean> {
  const mould = mouldFolder(native)
  if (!existsSync(mould)) return false
  try {
    await cp(mould, to, { recursive: true, mode: constants.COPYFILE_FICLONE })
    return true
  } catch {
    rmSync(to, { recursive: true, force: true })
    return false
  }
}
