import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Written beside, then renamed into place: whoever reads meanwhile, or builds the same folder, finds the old file or the new one, never
 * half of one.
 */
export function writeWhole(path: string, contents: string | Uint8Array) {
  const draft = `${path}.${process.pid}.tmp`
  writeFileSync(draft, contents)
  renameSync(draft, path)
}

/** The same for all that a build made and did not write. */
export function writeOutputs(files: { path: string; contents: Uint8Array }[]) {
  for (const folder of new Set(files.map(({ path }) => dirname(path)))) mkdirSync(folder, { recursive: true })
  for (const { path, contents } of files) writeWhole(path, contents)
}
