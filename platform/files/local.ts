import { once } from 'node:events'
import { createReadStream, mkdirSync } from 'node:fs'
import { copyFile, link, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { arrivingInFolder } from '#platform/files/arriving.ts'
import { isName, type FileStore } from '#platform/files/store.ts'

const READ = 1 << 18

/** A folder: two levels by the first digits of the name. A content put there is on the disk under its name, whole, when `put` ends. */
export function localStore(folder: string): FileStore {
  const temporary = join(folder, 'temporaire')
  mkdirSync(temporary, { recursive: true, mode: 0o700 })
  const pathOf = (name: Buffer) => {
    const hex = name.toString('hex')
    return join(folder, hex.slice(0, 2), hex.slice(2, 4), hex)
  }
  return {
    temporary,
    async put(name, path) {
      const final = pathOf(name)
      await mkdir(dirname(final), { recursive: true, mode: 0o700 })
      // One wait for the disk rather than two: what has no row is nobody's, whichever of the two a crash leaves.
      await Promise.all([sync(path), give(path, final).then(() => syncFolder(dirname(final)))])
    },
    read: async (name) => {
      const content = createReadStream(pathOf(name), { highWaterMark: READ })
      // Missing: a damaged store, not the reader's fault.
      await once(content, 'open').catch((cause: Error) => {
        throw Object.assign(cause, { statusCode: 503 })
      })
      return content
    },
    has: (name) => exists(pathOf(name)),
    remove: (name) => rm(pathOf(name), { force: true }),
    arriving: arrivingInFolder(join(temporary, 'tus')),
    async *list() {
      for (const a of (await readdir(folder)).filter((name) => name.length === 2).toSorted())
        for (const b of (await readdir(join(folder, a))).toSorted())
          for (const name of (await readdir(join(folder, a, b))).toSorted()) if (isName(name)) yield Buffer.from(name, 'hex')
    },
  }
}

/** The file given stays, should what follows fail; where there are no links, or on another disk, it is copied. */
const give = (path: string, final: string) =>
  link(path, final).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') return
    const copy = `${final}.tmp`
    await copyFile(path, copy)
    await sync(copy)
    await rename(copy, final)
  })

async function sync(path: string) {
  const file = await open(path, 'r+')
  await file.datasync().finally(() => file.close())
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )

/** The name is on the disk too; a system that cannot sync a folder does it by itself. */
async function syncFolder(folder: string) {
  const handle = await open(folder, 'r').catch(() => null)
  await handle
    ?.sync()
    .catch(() => {})
    .finally(() => handle.close())
}
