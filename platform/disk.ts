import { statfs } from 'node:fs/promises'

/** Below the first, writes stop; above the second, they go on: the room that PostgreSQL needs to recover is kept. */
const STOP_BYTES = 100e6
const GO_ON_BYTES = 130e6
const EVERY_MS = 2000

/** Bytes free under a folder. @throws where it does not exist, or the system does not say */
export const freeBytes = (folder: string) => statfs(folder).then((s) => s.bavail * s.bsize)

/** Folders whose disk is too full, as their watch last saw. */
const full = new Set<string>()
export const isFull = (folder: string) => full.has(folder)

export interface DiskWatch {
  /** True while the folder's disk is too full to accept writes. */
  full: () => boolean
  stop: () => void
}

/** Watches the free space under a folder; a folder that does not exist, or a system that does not say, is never full. */
export function watchDisk(folder: string, onChange: (full: boolean, freeBytes: number) => void): DiskWatch {
  const look = async () => {
    const free = await freeBytes(folder).catch(() => Infinity)
    const now = free < (isFull(folder) ? GO_ON_BYTES : STOP_BYTES)
    if (now === isFull(folder)) return
    if (now) full.add(folder)
    else full.delete(folder)
    onChange(now, free)
  }
  void look()
  const timer = setInterval(() => void look(), EVERY_MS)
  timer.unref()
  return { full: () => isFull(folder), stop: () => clearInterval(timer) }
}
