import { once } from 'node:events'
import { createReadStream, mkdirSync } from 'node:fs'
import { copyFile, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { isHash, type FileStore } from '#platform/files/store.ts'

/** A folder: two levels by the first digits of the hash. Copied beside, synced and renamed, so that a crash leaves a file whole or absent. */
export function localStore(folder: string): FileStore {
  const temporary = join(folder, 'temporaire')
  mkdirSync(temporary, { recursive: true, mode: 0o700 })
  const pathOf = (hash: Buffer) => {
    const name = hash.toString('hex')
    return join(folder, name.slice(0, 2), name.slice(2, 4), name)
  }
  return {
    temporary,
    async put(hash, path) {
      const final = pathOf(hash)
      if (await exists(final)) return void (await rm(path, { force: true }))
      const file = await open(path, 'r+')
      await file.sync().finally(() => file.close())
      await mkdir(dirname(final), { recursive: true, mode: 0o700 })
      await rename(path, final).catch(async (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EXDEV') throw error
        await copyFile(path, `${final}.tmp`)
        await rename(`${final}.tmp`, final)
      })
      await syncFolder(dirname(final))
    },
    read: async (hash) => {
      const content = createReadStream(pathOf(hash))
      // Missing: a damaged store, not the reader's fault.
      await once(content, 'open').catch((cause: Error) => { throw Object.assign(cause, { statusCode: 503 }) })
      return content
    },
    has: (hash) => exists(pathOf(hash)),
    remove: (hash) => rm(pathOf(hash), { force: true }),
    async *list() {
      for (const a of (await readdir(folder)).filter((name) => name.length === 2).toSorted())
        for (const b of (await readdir(join(folder, a))).toSorted())
          for (const name of (await readdir(join(folder, a, b))).toSorted()) if (isHash(name)) yield Buffer.from(name, 'hex')
    },
  }
}

const exists = (path: string) => stat(path).then(() => true, () => false)

/** The name is on the disk too; a system that cannot sync a folder does it by itself. */
async function syncFolder(folder: string) {
  const handle = await open(folder, 'r').catch(() => null)
  await handle?.sync().catch(() => {}).finally(() => handle.close())
}
