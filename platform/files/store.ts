import type { Readable } from 'node:stream'

/** Where contents are kept, each under the SHA-256 of its bytes: written whole or not at all, never changed. */
export interface FileStore {
  /** Takes a complete file on the local disk; the same content twice is kept once. */
  put: (hash: Buffer, path: string) => Promise<void>
  /** @throws when it is not there */
  read: (hash: Buffer) => Promise<Readable>
  has: (hash: Buffer) => Promise<boolean>
  remove: (hash: Buffer) => Promise<void>
  /** Everything kept, in the order of the hashes. */
  list: () => AsyncIterable<Buffer>
  /** Folder where files are received before they are kept. */
  temporary: string
}

export const isHash = (name: string) => /^[0-9a-f]{64}$/.test(name)
