export interface ZipEntry {
  name: string
  size: number
  packed: number
  encrypted: boolean
  offset: number
  method: number
}

/** The central directory of a ZIP, read and never expanded; null: it is none, or a broken one. */
export function zipEntries(content: Buffer): ZipEntry[] | null {
  const end = content.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || end + 22 > content.length || content.length - end > 65_557) return null
  const count = content.readUInt16LE(end + 10)
  let at = content.readUInt32LE(end + 16)
  const entries: ZipEntry[] = []
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || content.readUInt32LE(at) !== 0x02014b50) return null
    const [nameLength, extra, comment] = [content.readUInt16LE(at + 28), content.readUInt16LE(at + 30), content.readUInt16LE(at + 32)]
    entries.push({
      name: content.subarray(at + 46, at + 46 + nameLength).toString('utf8'),
      packed: content.readUInt32LE(at + 20),
      size: content.readUInt32LE(at + 24),
      encrypted: (content.readUInt16LE(at + 8) & 1) === 1,
      method: content.readUInt16LE(at + 10),
      offset: content.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + extra + comment
  }
  return entries.length ? entries : null
}

/** The bytes of an entry that is stored as it is (as the first of an OpenDocument). */
export function storedEntry(content: Buffer, entry: ZipEntry): Buffer | null {
  const { offset: at } = entry
  if (entry.method !== 0 || at + 30 > content.length) return null
  const start = at + 30 + content.readUInt16LE(at + 26) + content.readUInt16LE(at + 28)
  return content.subarray(start, start + entry.size)
}
