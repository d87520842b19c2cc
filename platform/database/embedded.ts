import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync, statfsSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import {
  asNonRoot,
  checkVersion,
  embeddedUrl,
  initdb,
  initialise,
  linkLibraries,
  nativeFolder,
  socketFolder,
} from '#platform/database/cluster.ts'
import { dropUnfinished, holderOf, isAlive, keepCluster } from '#platform/database/first-start.ts'
import { StartError } from '#platform/settings.ts'

const BALLAST_BYTES = 64 * 2 ** 20
const SERVER_OPTIONS = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: '80',
  shared_buffers: '256MB',
  random_page_cost: '1.1',
  jit: 'off',
  log_min_messages: 'fatal',
  log_timezone: 'UTC',
  timezone: 'UTC',
}

export interface Embedded {
  url: (database?: string) => string
  /** From now on what it holds is kept. Until then, `fresh`, a start cut short leaves a cluster that the next one makes again. */
  keep: () => Promise<void>
  stop: () => Promise<void>
  pid: () => number | null
}

/** Set aside at start and freed when the disk is full, so that recovery has room to write. The database does not wait for it. */
async function keepBallast(dataDir: string) {
  const path = join(dataDir, 'ballast')
  if (existsSync(path)) return
  const { bavail, bsize } = statfsSync(dataDir)
  if (bavail * bsize < 4 * BALLAST_BYTES) return
  const made = `${path}.neuf`
  try {
    const file = await open(made, 'w', 0o600)
    const block = Buffer.alloc(2 ** 20)
    for (let i = 0; i < BALLAST_BYTES / block.length; i++) await file.write(block)
    await file.close()
    renameSync(made, path)
  } catch {
    // A folder without it works as well, until its disk is full.
    rmSync(made, { force: true })
  }
}

/**
 * Starts PostgreSQL in `dataDir/postgres` on a private Unix socket, or adopts the one that already runs there
 * (a process killed outright leaves its server alive). Restarts it with back-off when it dies; never deletes its pid file.
 */
export async function startEmbedded(
  dataDir: string,
  options: { fsync?: boolean; options?: Record<string, string>; ballast?: boolean; fresh?: boolean } = {},
): Promise<Embedded> {
  const native = nativeFolder()
  linkLibraries(native)
  const cluster = join(dataDir, 'postgres')
  const socket = socketFolder(dataDir)
  mkdirSync(socket, { recursive: true, mode: 0o700 })
  await dropUnfinished(cluster)
  const made = !existsSync(join(cluster, 'PG_VERSION'))
  if (made) await initialise(native, cluster, options.fresh === true)
  else checkVersion(native, cluster)
  const ballast = options.ballast === false ? null : keepBallast(dataDir)

  let child: ChildProcess | null = null
  let stopping = false
  let lastWords = ''
  const url = (database?: string) => embeddedUrl(dataDir, database)

  const launch = () => {
    const settings = {
      ...SERVER_OPTIONS,
      unix_socket_directories: socket,
      ...(options.fsync === false ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
      ...options.options,
    }
    const [command, args] = asNonRoot(join(native, 'bin', 'postgres'), [
      '-D',
      cluster,
      ...Object.entries(settings).flatMap(([k, v]) => ['-c', `${k}=${v}`]),
    ])
    lastWords = ''
    // Its own process group: Ctrl-C reaches us first, and we stop it after the last request.
    child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'], detached: true })
    child.stderr?.on('data', (d: Buffer) => (lastWords = (lastWords + d.toString()).slice(-2000)))
    child.unref()
    if (child.stderr && 'unref' in child.stderr) (child.stderr.unref as () => void)()
  }

  const ready = async (deadline: number) => {
    const { default: pg } = await import('pg')
    for (;;) {
      const client = new pg.Client({ connectionString: url(), connectionTimeoutMillis: 2000 })
      client.on('error', () => {})
      try {
        await client.connect()
        await client.end()
        return true
      } catch {
        client.end().catch(() => {})
        if (Date.now() > deadline || (child && child.exitCode !== null)) return false
        await wait(15)
      }
    }
  }

  const startOrAdopt = async () => {
    const holder = holderOf(cluster)
    if (holder && (await ready(Date.now() + 10_000))) return
    // A server killed a moment ago may still hold its lock until it is reaped: try again before giving up.
    for (let attempt = 0; attempt < 8; attempt++) {
      launch()
      if (await ready(Date.now() + 60_000)) return
      if (/No space left/.test(lastWords)) rmSync(join(dataDir, 'ballast'), { force: true })
      await wait(Math.min(200 * 2 ** attempt, 5000))
    }
    const reason = /No space left/.test(lastWords)
      ? 'plus de place sur le disque'
      : (lastWords.trim().split('\n').at(-1) ?? 'raison inconnue')
    throw new StartError(`La base embarquée de ${dataDir} ne démarre pas : ${reason}.`)
  }

  await startOrAdopt()
  // What initdb wrote goes to the disk while the database is being filled; what the database writes, by its own checkpoints.
  const onDisk = made && options.fresh ? initdb(native, ['--sync-only', '-D', cluster]) : null
  const keep = async () => {
    await ballast
    const synced = await onDisk
    if (!synced) return
    if (synced.status !== 0)
      throw new StartError(`La base embarquée n’a pas pu être écrite dans ${cluster} : ${synced.detail.trim().split('\n').at(-1)}.`)
    await keepCluster(cluster, url())
  }
  const watch = setInterval(() => {
    if (stopping || watching || holderOf(cluster)) return
    watching = true
    void startOrAdopt()
      .catch((e: Error) => console.error(e.message))
      .finally(() => (watching = false))
  }, 500)
  let watching = false
  watch.unref()

  // An adopted server is stopped too: it was ours before its starter was killed.
  const stop = async () => {
    stopping = true
    clearInterval(watch)
    const pid = holderOf(cluster)
    if (!pid) return
    process.kill(pid, 'SIGINT')
    for (let i = 0; i < 500 && isAlive(pid) && holderOf(cluster); i++) await wait(20)
  }
  return { url, keep, stop, pid: () => holderOf(cluster) }
}
