import { createInflateRaw } from 'node:zlib'
import { TableFault, type Limits } from './types.ts'

interface Entry {
  method: number
  size: number
  offset: number
}

const END = 0x06054b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
const MAX_ENTRIES = 2000

/** As far as what comes before the root of an XML part is looked at. */
const DECLARATIONS = 4096

/** The parts of a workbook. What is unpacked is counted as it comes, whatever the archive says of its sizes. */
export class Archive {
  private entries = new Map<string, Entry>()
  private left: number
  private data: Buffer

  constructor(data: Buffer, { bytes }: Limits) {
    this.data = data
    this.left = bytes
    const end = data.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
    if (end < 0 || end + 22 > data.length || data.readUInt32LE(end) !== END) throw new TableFault('fichier-abime')
    const count = data.readUInt16LE(end + 10)
    if (count > MAX_ENTRIES) throw new TableFault('fichier-trop-lourd')
    let at = data.readUInt32LE(end + 16)
    for (let i = 0; i < count; i++) at = this.readEntry(at)
  }

  private readEntry(at: number): number {
    const d = this.data
    if (at + 46 > d.length || d.readUInt32LE(at) !== CENTRAL) throw new TableFault('fichier-abime')
    if (d.readUInt16LE(at + 8) & 1) throw new TableFault('fichier-chiffre')
    const [name, extra, comment] = [d.readUInt16LE(at + 28), d.readUInt16LE(at + 30), d.readUInt16LE(at + 32)]
    this.entries.set(d.toString('utf8', at + 46, at + 46 + name), {
      method: d.readUInt16LE(at + 10),
      size: d.readUInt32LE(at + 20),
      offset: d.readUInt32LE(at + 42),
    })
    return at + 46 + name + extra + comment
  }

  has(path: string) {
    return this.entries.has(path)
  }

  /**
   * Its bytes as they unpack, a piece at a time. A part that begins by declaring entities is no spreadsheet's: nothing here would follow
   * them, and it is refused.
   */
  async *stream(path: string): AsyncGenerator<Buffer> {
    let first = true
    for await (const piece of this.unpack(path)) {
      if (first && /<!(DOCTYPE|ENTITY)/i.test(piece.toString('latin1', 0, DECLARATIONS))) throw new TableFault('fichier-abime')
      first = false
      yield piece
    }
  }

  private async *unpack(path: string): AsyncGenerator<Buffer> {
    const e = this.entries.get(path)
    const d = this.data
    if (!e || e.offset + 30 > d.length || d.readUInt32LE(e.offset) !== LOCAL) throw new TableFault('fichier-abime')
    const start = e.offset + 30 + d.readUInt16LE(e.offset + 26) + d.readUInt16LE(e.offset + 28)
    if (start + e.size > d.length) throw new TableFault('fichier-abime')
    const packed = d.subarray(start, start + e.size)
    if (e.method === 0) return void (yield this.count(packed))
    if (e.method !== 8) throw new TableFault('format-inconnu')
    const inflate = createInflateRaw({ chunkSize: 65_536 })
    inflate.end(packed)
    try {
      for await (const piece of inflate) yield this.count(piece as Buffer)
    } catch (error) {
      if (error instanceof TableFault) throw error
      throw new TableFault('fichier-abime')
    } finally {
      inflate.destroy()
    }
  }

  private count(piece: Buffer): Buffer {
    this.left -= piece.length
    if (this.left < 0) throw new TableFault('fichier-trop-lourd')
    return piece
  }

  async text(path: string): Promise<string> {
    const pieces: Buffer[] = []
    for await (const piece of this.stream(path)) pieces.push(piece)
    return Buffer.concat(pieces).toString('utf8')
  }
}

/** Long enough for any real row; without an end, a file is no table. */
const MAX_ROW = 4_000_000

/** A part cut after each `end`: what is between two of them, without holding the rest. */
export async function* cutAt(archive: Archive, path: string, end: string): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let text = ''
  let seen = 0
  for await (const piece of archive.stream(path)) {
    text += decoder.decode(piece, { stream: true })
    let from = 0
    // What was there before has been looked through.
    for (let at = text.indexOf(end, Math.max(0, seen - end.length)); at >= 0; at = text.indexOf(end, from)) {
      yield text.slice(from, at)
      from = at + end.length
    }
    text = text.slice(from)
    seen = text.length
    if (text.length > MAX_ROW) throw new TableFault('fichier-abime')
  }
  yield text
}

/** More rows than a spreadsheet has, filled or not. */
const MAX_ELEMENTS = 1_100_000

/** The elements of that name, one at a time, with what comes before each; their prefix does not matter. */
export async function* elements(archive: Archive, path: string, name: string): AsyncGenerator<string> {
  let held = ''
  let count = 0
  for await (const piece of cutAt(archive, path, `${name}>`)) {
    const tail = piece.slice(-20)
    if (/<\/(?:\w+:)?$/.test(tail)) {
      if (++count > MAX_ELEMENTS) throw new TableFault('fichier-trop-lourd')
      yield held + piece
      held = ''
    } else held += `${piece}${name}>`
  }
}

const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }
export const unescapeXml = (s: string) =>
  s.includes('&')
    ? s.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, dec?: string, hex?: string, name?: string) =>
        name ? (NAMED[name] ?? whole) : codePoint(dec ? Number(dec) : Number.parseInt(hex!, 16)),
      )
    : s
const codePoint = (n: number) => (n > 0 && n <= 0x10ffff ? String.fromCodePoint(n) : '')
