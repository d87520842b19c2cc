import { mkdirSync } from 'node:fs'
import { open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Arriving } from '#platform/files/store.ts'
import { measureRecords } from '#platform/secrets/chunks.ts'

/** One file for each upload in a folder; what a crash left half written at its end is written over. */
export function arrivingInFolder(folder: string): Arriving {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const pathOf = (id: string) => join(folder, id)
  /** Spares reading it over at each piece, as long as nobody else has written there. */
  const known = new Map<string, { total: number; at: number; offset: number; position: number }>()
  const measure = async (id: string) => {
    const path = pathOf(id)
    const now = await stat(path).catch(() => null)
    if (!now) return { offset: 0, position: 0 }
    const before = known.get(id)
    if (before?.total === now.size && before.at === now.mtimeMs) return before
    const file = await open(path)
    try {
      return await measureRecords(async (position, length) => (await file.read(Buffer.alloc(length), 0, length, position)).buffer, now.size)
    } finally {
      await file.close()
    }
  }
  return {
    offset: async (id) => (await measure(id)).offset,
    async write(id, from, records, kept) {
      let { offset, position } = await measure(id)
      if (offset !== from) throw new Error(`${id} stands at ${offset}, not ${from}`)
      const file = await open(pathOf(id), 'r+').catch(() => open(pathOf(id), 'wx+', 0o600))
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
      } finally {
        await writing.catch(() => {})
        await file.truncate(position)
        const { size, mtimeMs } = await file.stat()
        known.set(id, { total: size, at: mtimeMs, offset, position })
        await file.close()
      }
    },
    async whole(id, work) {
      await stat(pathOf(id))
      return work(pathOf(id))
    },
    async remove(id) {
      known.delete(id)
      await rm(pathOf(id), { force: true })
    },
    async *list() { yield* await readdir(folder) },
  }
}
