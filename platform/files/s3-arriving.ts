import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { S3mini } from 's3mini'
import { asked, keysOf, send, unavailable } from '#platform/files/s3-asked.ts'
import { isUploadId, type Arriving } from '#platform/files/store.ts'
import type { SealedRecord } from '#platform/secrets/chunks.ts'

/** Clear bytes of an object, about: a machine that dies loses as much of what it was receiving. */
const PIECE = 4_000_000
const FOLDER = 'reception/'

interface Piece {
  key: string
  offset: number
  size: number
}

/**
 * Each piece is an object « reception/id/offset-size », so that whichever machine is asked next knows where it stands. Written at once by
 * two, the longest at its offset is the one.
 */
export function arrivingInS3(s3: S3mini, temporary: string): Arriving {
  const chain = async (id: string): Promise<Piece[]> => {
    const longest = new Map<number, Piece>()
    for await (const key of keysOf(s3, `${FOLDER}${id}/`)) {
      const [, offset, size] = /(\d+)-(\d+)$/.exec(key)?.map(Number) ?? []
      if (offset !== undefined && size && size > (longest.get(offset)?.size ?? 0)) longest.set(offset, { key, offset, size })
    }
    const pieces: Piece[] = []
    for (let piece = longest.get(0); piece; piece = longest.get(piece.offset + piece.size)) pieces.push(piece)
    return pieces
  }
  const standing = async (id: string) => (await chain(id)).reduce((n, p) => n + p.size, 0)
  return {
    offset: standing,
    async write(id, from, records, kept) {
      let offset = await standing(id)
      if (offset !== from) return null
      let piece: SealedRecord[] = []
      let size = 0
      const path = join(temporary, randomUUID())
      const flush = async () => {
        if (!size) return
        await send(s3, `${FOLDER}${id}/${String(offset).padStart(12, '0')}-${size}`, path)
        for (const record of piece) kept(record)
        offset += size
        ;[piece, size] = [[], 0]
        await rm(path, { force: true })
      }
      try {
        for await (const record of records) {
          const file = await open(path, 'a', 0o600)
          await file.writev(record.bytes).finally(() => file.close())
          piece.push({ ...record, clear: [], bytes: [] })
          size += record.size
          if (size >= PIECE) await flush()
        }
      } finally {
        await flush().finally(() => rm(path, { force: true }))
      }
      // Another machine may have written there too.
      return standing(id)
    },
    async whole(id, work) {
      const path = join(temporary, randomUUID())
      const pieces = await chain(id)
      if (!pieces.length) throw Object.assign(new Error(`nothing of ${id} is in the store`), { code: 'ENOENT' })
      const bytes = async function* () {
        for (const { key } of pieces) {
          const answer = await asked(s3.getObjectResponse(key))
          if (!answer?.body) throw unavailable(`${key} is not in the store`)
          yield* Readable.fromWeb(answer.body as never)
        }
      }
      try {
        await pipeline(bytes, createWriteStream(path, { mode: 0o600, flags: 'wx' }))
        return await work(path)
      } finally {
        await rm(path, { force: true })
      }
    },
    async remove(id) {
      const all: string[] = []
      for await (const key of keysOf(s3, `${FOLDER}${id}/`)) all.push(key)
      for (const key of all) await asked(s3.deleteObject(key))
    },
    async *list() {
      const ids = new Set<string>()
      for await (const key of keysOf(s3, FOLDER)) ids.add(key.split('/')[1]!)
      yield* [...ids].filter(isUploadId)
    },
  }
}
