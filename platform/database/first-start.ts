import { closeSync, existsSync, fsyncSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { StartError } from '#platform/settings.ts'

/** Names, in a cluster that nobody was answered from yet, the process that makes it. */
const MARK = 'premier-demarrage'

/** On the disk before the folder takes its place: after a power cut as well, there is no unfinished database without its mark. */
export function markAsMade(cluster: string) {
  writeFileSync(join(cluster, MARK), String(process.pid), { flush: true })
  syncFolder(cluster)
}

/** The folder holds a database that somebody may have been answered from. */
export const isKept = (dataDir: string) =>
  existsSync(join(dataDir, 'postgres', 'PG_VERSION')) && !existsSync(join(dataDir, 'postgres', MARK))

export const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

export function holderOf(cluster: string): number | null {
  try {
    const pid = Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0])
    return pid > 0 && isAlive(pid) ? pid : null
  } catch {
    return null
  }
}

/** A first start that was cut short answered nobody: its database is stopped and made again. One that is under way elsewhere is waited for. */
export async function dropUnfinished(cluster: string) {
  const mark = join(cluster, MARK)
  const maker = () => {
    try {
      return Number(readFileSync(mark, 'utf8'))
    } catch {
      return null
    }
  }
  for (let i = 0; i < 600; i++) {
    const pid = maker()
    if (pid === null) return
    if (pid > 0 && pid !== process.pid && isAlive(pid)) {
      await wait(100)
      continue
    }
    const server = holderOf(cluster)
    if (server) process.kill(server, 'SIGQUIT')
    for (let j = 0; j < 500 && holderOf(cluster); j++) await wait(20)
    // The mark goes last: killed here, the next start begins again here.
    for (const entry of readdirSync(cluster)) if (entry !== MARK) rmSync(join(cluster, entry), { recursive: true, force: true })
    return rmSync(cluster, { recursive: true, force: true })
  }
  throw new StartError(`Un premier démarrage est en cours dans ${dirname(cluster)} : réessayez quand il sera fini.`)
}

/** Whatever was written until now is on the disk when the mark goes. */
export async function keepCluster(cluster: string, url: string) {
  await flush(url)
  rmSync(join(cluster, MARK))
  for (const folder of [cluster, dirname(cluster)]) syncFolder(folder)
}

function syncFolder(folder: string) {
  if (process.platform === 'win32') return
  const at = openSync(folder, 'r')
  fsyncSync(at)
  closeSync(at)
}

/** Commits that did not wait for the disk are waited for: one that waits comes after them all. */
async function flush(url: string) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`select pg_logical_emit_message(true, 'choral', '')`)
  await client.end()
}
