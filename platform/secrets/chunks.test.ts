import { createHash, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { fileKey, measureRecords, nameOf, RECORD, sealRecords, unsealRecords, verified } from './chunks.ts'

const all = async (source: AsyncIterable<Buffer>) => {
  const parts: Buffer[] = []
  for await (const part of source) parts.push(part)
  return Buffer.concat(parts)
}
async function* inChunks(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
const sealed = async (clear: Buffer, key: Buffer, { size = 65_536, from = 0 } = {}) => {
  const parts: Buffer[] = []
  for await (const record of sealRecords(inChunks(clear, size), key, from)) parts.push(Buffer.concat(record.bytes))
  return parts
}

test.each([1, 31, RECORD - 1, RECORD, RECORD + 1, 3 * RECORD + 7])(
  'PJ-02 fichier scellé par morceaux : %i octets reviennent, quels que soient les morceaux lus',
  async (length) => {
    const [clear, key] = [randomBytes(length), fileKey()]
    const bytes = Buffer.concat(await sealed(clear, key, { size: 50_001 }))
    for (const size of [17, 65_536, bytes.length]) {
      if (size === 17 && length > RECORD) continue
      expect((await all(unsealRecords(inChunks(bytes, size), key))).equals(clear)).toBe(true)
    }
    if (length > 30) expect(bytes.includes(clear.subarray(0, 24))).toBe(false)
    expect(await measureRecords(async (at, n) => bytes.subarray(at, at + n), bytes.length)).toEqual({
      offset: length,
      position: bytes.length,
    })
  },
)

test('PJ-02 fichier scellé : changé, échangé, répété, coupé, sous une autre clé, d’un autre contenu : rien ne s’ouvre jusqu’au bout', async () => {
  const [clear, key] = [randomBytes(2 * RECORD + 100), fileKey()]
  const records = await sealed(clear, key)
  const [a, b, c] = records as [Buffer, Buffer, Buffer]
  const bytes = Buffer.concat(records)
  const hash = createHash('sha256').update(clear).digest()
  const open = (parts: Buffer[], k = key) => all(verified(unsealRecords(inChunks(Buffer.concat(parts), 65_536), k), hash))
  expect((await open(records)).equals(clear)).toBe(true)
  for (const at of [0, 5, 20, 40, a.length + 3, bytes.length - 1]) {
    const altered = Buffer.from(bytes)
    altered[at]! ^= 1
    await expect(open([altered])).rejects.toThrow()
  }
  for (const parts of [[b, a, c], [a, a, b, c], [a, c], [a, b], [bytes.subarray(0, -1)], []]) await expect(open(parts)).rejects.toThrow()
  await expect(open(records, fileKey())).rejects.toThrow()
  // Whole, but another content: its end is never let out.
  const other = Buffer.from(clear)
  other[other.length - 1]! ^= 1
  const got: Buffer[] = []
  await expect(
    (async () => {
      for await (const part of verified(unsealRecords(inChunks(Buffer.concat(await sealed(other, key)), 65_536), key), hash)) got.push(part)
    })(),
  ).rejects.toThrow('not the content')
  expect(Buffer.concat(got).length).toBe(2 * RECORD)
})

test('PJ-01 fichier scellé : coupé, ce qui est venu reste et la suite s’y joint ; une fin à moitié écrite ne compte pas', async () => {
  const [clear, key] = [randomBytes(RECORD + 1000), fileKey()]
  const cut = async function* () {
    yield clear.subarray(0, 700)
    throw new Error('cut')
  }
  const first: Buffer[] = []
  await expect(
    (async () => {
      for await (const record of sealRecords(cut(), key)) first.push(Buffer.concat(record.bytes))
    })(),
  ).rejects.toThrow('cut')
  const rest = await sealed(clear.subarray(700), key, { from: 700 })
  expect((await all(unsealRecords(inChunks(Buffer.concat([...first, ...rest]), 1000), key))).equals(clear)).toBe(true)
  const torn = Buffer.concat([...first, rest[0]!.subarray(0, 100)])
  expect(await measureRecords(async (at, n) => torn.subarray(at, at + n), torn.length)).toEqual({ offset: 700, position: first[0]!.length })
})

test('PJ-02 fichier scellé : le même contenu sous deux clés ne se ressemble pas, ni ses octets ni son nom', async () => {
  const clear = Buffer.alloc(5000, 'IBAN')
  const [one, two] = [fileKey(), fileKey()]
  const hash = createHash('sha256').update(clear).digest()
  expect(Buffer.concat(await sealed(clear, one)).equals(Buffer.concat(await sealed(clear, two)))).toBe(false)
  expect([
    nameOf(one, hash).equals(nameOf(two, hash)),
    nameOf(one, hash).equals(nameOf(one, hash)),
    nameOf(one, hash).equals(hash),
  ]).toEqual([false, true, false])
})
