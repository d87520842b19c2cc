import { constants, mkdirSync } from 'node:fs'
import { open, readdir, stat, unlink, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import type { Arriving } from '#platform/files/store.ts'
import { measureRecords } from '#platform/secrets/chunks.ts'

interface Standing {
  offset: number
  position: number
}
interface Look {
  size: number
  mtimeMs: number
}
const absent = (error: NodeJS.ErrnoException) => {
  if (error.code !== 'ENOENT') throw error
  return null
}

/**
 * One file for each upload in a folder; what a crash left half written at its end is written over. Each question to the disk costs as much
 * as one to the database: as few as can be.
 */
export function arrivingInFolder(folder: string): Arriving {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const pathOf = (id: string) => join(folder, id)
  /** Spares reading it over at each piece, as long as nobody else has written there. */
  const known = new Map<string, Standing & { total: number; at: number }>()
  const recall = (id: string, { size, mtimeMs }: Look): Standing | null => {
    const before = known.get(id)
    return before?.total === size && before.at === mtimeMs ? before : null
  }
  const measure = (file: FileHandle, size: number) =>
    measureRecords(async (position, length) => (await file.read(Buffer.alloc(length), 0, length, position)).buffer, size)
  return {
    async offset(id) {
      const now = await stat(pathOf(id)).catch(absent)
      if (!now) return 0
      const before = recall(id, now)
      if (before) return before.offset
      const file = await open(pathOf(id)).catch(absent)
      return file ? (await measure(file, now.size).finally(() => file.close())).offset : 0
    },
    async write(id, from, records, kept) {
      // Only its beginning makes the file.
      const file = await open(pathOf(id), constants.O_RDWR | (from ? 0 : constants.O_CREAT), 0o600).catch(absent)
      if (!file) return null
      try {
        const now = await file.stat()
        let { offset, position } = recall(id, now) ?? (await measure(file, now.size))
        if (offset !== from) return null
        // The next record is received and sealed while the disk takes this one.
        let writing: Promise<unknown> = Promise.resolve()
        try {
          for await (const record of records) {
            await writing
            const at = position
            writing = file.writev(record.bytes, at).then(() => {
              position = at + record.length
              offset += record.size
            })
            writing.catch(() => {})
            kept(record)
          }
          await writing
          return offset
        } finally {
          await writing.catch(() => {})
          let { size, mtimeMs } = await file.stat()
          if (size > position) {
            await file.truncate(position)
            ;({ size, mtimeMs } = await file.stat())
          }
          known.set(id, { total: size, at: mtimeMs, offset, position })
        }
      } finally {
        await file.close()
      }
    },
    whole: (id, work) => work(pathOf(id)),
    async remove(id) {
      known.delete(id)
      await unlink(pathOf(id)).catch(absent)
    },
    async *list() {
      yield* await readdir(folder)
    },
  }
}
