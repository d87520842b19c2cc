import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, type CipherGCM } from 'node:crypto'
import { bytesServed } from '#platform/young-garbage.ts'

/** Clear bytes of a record, at most. */
export const RECORD = 1 << 18
const HEADER = 4 + 12 + 16

/** A piece of a file: the clear bytes that it holds, and what is written: their length, a nonce, a tag, the text. */
export interface SealedRecord {
  clear: Buffer[]
  size: number
  bytes: Buffer[]
  length: number
}

/** Each file has a key of its own, under which it is sealed once. */
export const fileKey = () => randomBytes(32)

/** Under what a file is kept: made from its content, and telling nothing of it to whoever has not its key. */
export const nameOf = (key: Buffer, hash: Buffer) => createHmac('sha256', key).update(hash).digest()

/** Where it begins is authenticated: records moved, dropped or repeated do not open. */
function placeOf(offset: number) {
  const place = Buffer.alloc(8)
  place.writeBigUInt64BE(BigInt(offset))
  return place
}

class OpenRecord {
  size = 0
  private clear: Buffer[] = []
  private text: Buffer[] = []
  private nonce = randomBytes(12)
  private cipher: CipherGCM
  constructor(key: Buffer, offset: number) {
    this.cipher = createCipheriv('aes-256-gcm', key, this.nonce).setAAD(placeOf(offset))
  }
  add(part: Buffer) {
    this.clear.push(part)
    this.text.push(this.cipher.update(part))
    this.size += part.length
  }
  end(): SealedRecord {
    this.cipher.final()
    const length = Buffer.alloc(4)
    length.writeUInt32BE(this.size)
    return {
      clear: this.clear,
      size: this.size,
      bytes: [length, this.nonce, this.cipher.getAuthTag(), ...this.text],
      length: HEADER + this.size,
    }
  }
}

/** Seals what comes, from `offset` on; what had come before a cut is given before the cut is thrown. */
export async function* sealRecords(
  source: AsyncIterable<Buffer> | Iterable<Buffer>,
  key: Buffer,
  offset = 0,
): AsyncGenerator<SealedRecord> {
  let record = new OpenRecord(key, offset)
  let cut: { error: unknown } | null = null
  const pieces = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]()
  for (;;) {
    let next: IteratorResult<Buffer>
    try {
      next = await pieces.next()
    } catch (error) {
      cut = { error }
      break
    }
    if (next.done) break
    for (let at = 0; at < next.value.length;) {
      const part = next.value.subarray(at, at + RECORD - record.size)
      record.add(part)
      at += part.length
      if (record.size < RECORD) continue
      offset += RECORD
      yield record.end()
      bytesServed(RECORD)
      record = new OpenRecord(key, offset)
    }
  }
  if (record.size) yield record.end()
  if (cut) throw cut.error
}

/** How much of a file is whole records: clear bytes, and bytes written; `read` gives what is at a position, nothing past the end. */
export async function measureRecords(
  read: (position: number, length: number) => Promise<Buffer>,
  total: number,
): Promise<{ offset: number; position: number }> {
  let [offset, position] = [0, 0]
  while (position + HEADER < total) {
    const size = (await read(position, 4)).readUInt32BE(0)
    if (!size || size > RECORD || position + HEADER + size > total) break
    offset += size
    position += HEADER + size
  }
  return { offset, position }
}

/** @throws Error when a byte was changed, moved or cut within a record */
export async function* unsealRecords(source: AsyncIterable<Buffer>, key: Buffer): AsyncGenerator<Buffer> {
  let held: Buffer[] = []
  let [length, offset] = [0, 0]
  let wanted = HEADER
  for await (const chunk of source) {
    held.push(chunk)
    length += chunk.length
    while (length >= wanted) {
      const all = held.length === 1 ? held[0]! : Buffer.concat(held, length)
      const size = all.readUInt32BE(0)
      if (!size || size > RECORD) throw new Error('not a sealed record')
      wanted = HEADER + size
      held = [all]
      if (length < wanted) break
      const decipher = createDecipheriv('aes-256-gcm', key, all.subarray(4, 16), { authTagLength: 16 })
        .setAAD(placeOf(offset))
        .setAuthTag(all.subarray(16, HEADER))
      const clear = decipher.update(all.subarray(HEADER, wanted))
      decipher.final()
      yield clear
      bytesServed(size)
      offset += size
      const rest = all.subarray(wanted)
      ;[held, length, wanted] = [rest.length ? [rest] : [], rest.length, HEADER]
    }
  }
  if (length) throw new Error('a sealed record is cut')
}

/** Lets all through but the end, which waits until the whole is known to be what its hash says. @throws Error when it is not */
export async function* verified(source: AsyncIterable<Buffer>, hash: Buffer): AsyncGenerator<Buffer> {
  const counted = createHash('sha256')
  let last: Buffer | null = null
  for await (const clear of source) {
    if (last) yield last
    counted.update(clear)
    last = clear
  }
  if (!counted.digest().equals(hash)) throw new Error('not the content that was kept')
  if (last) yield last
}
