import type { Readable } from 'node:stream'
import type { SealedRecord } from '#platform/secrets/chunks.ts'

/** Where contents are kept, sealed, each under a name of 32 bytes: written whole or not at all, never changed. */
export interface FileStore {
  /** Takes a complete file on the local disk, which stays its owner's to remove. */
  put: (name: Buffer, path: string) => Promise<void>
  /** @throws when it is not there */
  read: (name: Buffer) => Promise<Readable>
  has: (name: Buffer) => Promise<boolean>
  remove: (name: Buffer) => Promise<void>
  /** Everything kept, in the order of the names. */
  list: () => AsyncIterable<Buffer>
  /** Folder where files are received before they are kept. */
  temporary: string
  arriving: Arriving
}

/**
 * What comes in several times, sealed as it comes: each by the id of its upload. Any machine goes on with it where the store is one that
 * they share.
 */
export interface Arriving {
  /** Clear bytes kept so far; none: zero. */
  offset: (id: string) => Promise<number>
  /**
   * Adds records from `offset` and says where it stands then; null, and nothing is read, where it does not stand there. Those that came
   * before a cut stay. `kept` hears of each, at the latest when it is kept.
   */
  write: (id: string, offset: number, records: AsyncIterable<SealedRecord>, kept: (record: SealedRecord) => void) => Promise<number | null>
  /** A local file of all that came, as long as the work on it lasts. @throws ENOENT */
  whole: <T>(id: string, work: (path: string) => Promise<T>) => Promise<T>
  remove: (id: string) => Promise<void>
  list: () => AsyncIterable<string>
}

export const isName = (name: string) => /^[0-9a-f]{64}$/.test(name)
export const isUploadId = (name: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name)
