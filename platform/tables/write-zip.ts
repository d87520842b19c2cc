import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { ZipFile } from 'yazl'

/** A file of an archive, its content as it comes. */
export interface Part {
  name: string
  data: AsyncIterable<Buffer> | Iterable<Buffer>
}

/** Level 1, since a table repeats itself so much that the others cost far more than they gain; no hour, so that the same content is the same file. */
const OPTIONS = { compressionLevel: 1, mtime: new Date(1980, 0, 1), forceDosTimestamp: true }

/** A ZIP archive, written as its parts come. Whoever stops reading ends them. */
export function writeZip(parts: AsyncIterable<Part>): Readable {
  const zip = new ZipFile()
  const out = zip.outputStream as Readable
  let current: Readable | null = null
  zip.on('error', (error) => out.destroy(error as Error))
  out.once('close', () => current?.destroy())
  void (async () => {
    for await (const { name, data } of parts) {
      current = Readable.from(data)
      zip.addReadStream(current, name, OPTIONS)
      await finished(current)
    }
    zip.end()
  })().catch((error: Error) => out.destroy(error))
  return out
}
