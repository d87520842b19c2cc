import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { initdb, nativeFolder } from '#platform/database/cluster.ts'
import { startEmbedded } from '#platform/database/embedded.ts'
import { holderOf, isAlive } from '#platform/database/first-start.ts'
import { migrate } from '#platform/database/migrate.ts'
import { mouldFolder } from '#platform/database/mould.ts'
import { openPool } from '#platform/database/open.ts'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Makes what new databases are copied from, unless it is there: a part of the build, so that a first start neither creates nor migrates. */
export async function makeMould(mould = mouldFolder(nativeFolder())): Promise<void> {
  if (existsSync(mould)) return
  mkdirSync(dirname(mould), { recursive: true })
  dropOthers(mould)
  const work = `${mould}.${process.pid}`
  const giveUp = () => {
    drop(work)
    process.exit(1)
  }
  for (const signal of SIGNALS) process.once(signal, giveUp)
  try {
    // Little is written ahead and none of it kept: it would be copied each time.
    const embedded = await startEmbedded(work, { ballast: false, fsync: false, options: { wal_recycle: 'off', min_wal_size: '32MB' } })
    try {
      const pool = openPool(embedded.url())
      await migrate(pool).finally(() => pool.end())
    } finally {
      await embedded.stop()
    }
    await initdb(nativeFolder(), ['--sync-only', '-D', join(work, 'postgres')])
    put(join(work, 'postgres'), mould)
  } finally {
    for (const signal of SIGNALS) process.off(signal, giveUp)
    drop(work)
  }
}

/** Another process may have been as quick: either will do. */
function put(made: string, mould: string) {
  try {
    renameSync(made, mould)
  } catch (error) {
    if (!existsSync(mould)) throw error
  }
}

/** Those of other versions, and what was left half made by a process that is gone. */
function dropOthers(mould: string) {
  for (const name of readdirSync(dirname(mould))) {
    const maker = Number(name.split('.')[1] ?? 0)
    if (name !== basename(mould) && !(maker && isAlive(maker))) drop(join(dirname(mould), name))
  }
}

function drop(folder: string) {
  const server = holderOf(join(folder, 'postgres'))
  if (server) process.kill(server, 'SIGQUIT')
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
}
