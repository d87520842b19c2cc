import { pipeline } from 'node:stream'
import { crc32, createDeflateRaw } from 'node:zlib'

/** A file of an archive, its content as it comes. */
export interface Part { name: string; data: AsyncIterable<Buffer> | Iterable<Buffer> }

const DEFLATED = 8
/** The sizes follow the content, and names are UTF-8. */
const FLAGS = 0x0808
const FIRST_DAY = 0x21
const LIMIT = 0xffff_ffff

const numbers = (...fields: [bytes: 2 | 4, value: number][]) => {
  const out = Buffer.alloc(fields.reduce((n, [bytes]) => n + bytes, 0))
  let at = 0
  for (const [bytes, value] of fields) at = bytes === 2 ? out.writeUInt16LE(value, at) : out.writeUInt32LE(value, at)
  return out
}

/** A ZIP archive, written as its parts come: level 1, since a table repeats itself so much that the others cost far more than they gain. */
export async function* writeZip(parts: AsyncIterable<Part>): AsyncGenerator<Buffer> {
  const directory: Buffer[] = []
  let offset = 0
  for await (const { name, data } of parts) {
    const label = Buffer.from(name)
    const start = offset
    let [crc, size, packed] = [0, 0, 0]
    async function* counted() {
      for await (const piece of data) {
        crc = crc32(piece, crc)
        size += piece.length
        yield piece
      }
    }
    const header = numbers([4, 0x0403_4b50], [2, 20], [2, FLAGS], [2, DEFLATED], [2, 0], [2, FIRST_DAY], [4, 0], [4, 0], [4, 0], [2, label.length], [2, 0])
    yield Buffer.concat([header, label])
    for await (const piece of pipeline(counted, createDeflateRaw({ level: 1, chunkSize: 65_536 }), () => {}) as AsyncIterable<Buffer>) {
      packed += piece.length
      yield piece
    }
    if (size > LIMIT || start + packed > LIMIT) throw new Error(`${name} : trop long pour une archive ZIP`)
    yield numbers([4, 0x0807_4b50], [4, crc], [4, packed], [4, size])
    offset += header.length + label.length + packed + 16
    directory.push(numbers([4, 0x0201_4b50], [2, 20], [2, 20], [2, FLAGS], [2, DEFLATED], [2, 0], [2, FIRST_DAY], [4, crc], [4, packed], [4, size], [2, label.length], [2, 0], [2, 0], [2, 0], [2, 0], [4, 0], [4, start]), label)
  }
  const entries = Buffer.concat(directory)
  const count = directory.length / 2
  yield Buffer.concat([entries, numbers([4, 0x0605_4b50], [2, 0], [2, 0], [2, count], [2, count], [4, entries.length], [4, offset], [2, 0])])
}
