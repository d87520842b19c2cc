import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

const STEP = 1 << 23
let passed = 0
let collect: ((options: { type: 'minor' }) => void) | null = null

/**
 * Tells of so many bytes of buffers that have served and are garbage. V8 sees their weight, not that they are young: every forty megabytes or so
 * it goes through its whole heap to be rid of them, half of what receiving a file costs. Its young objects are gone through instead, a millisecond.
 */
export function bytesServed(bytes: number): void {
  passed += bytes
  if (passed < STEP) return
  passed = 0
  collect ??= collector()
  collect({ type: 'minor' })
}

function collector(): (options: { type: 'minor' }) => void {
  setFlagsFromString('--expose-gc')
  const gc: unknown = runInNewContext('globalThis.gc')
  setFlagsFromString('--no-expose-gc')
  return typeof gc === 'function' ? (gc as (options: { type: 'minor' }) => void) : () => {}
}
