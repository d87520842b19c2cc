import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Stands in a folder for as long as it is being copied to: what still holds it is half a copy, whatever else it looks like. */
const MARK = 'copie-interrompue'

export const isUnfinished = (folder: string) => existsSync(join(folder, MARK))

/** What a folder that may be copied to can hold already. */
const without = (names: string[]) => (name: string) => !names.includes(name)

/**
 * Fills a folder that is new or empty (but for `spared`) by these steps, wholly or not at all: a step that fails leaves it as it was,
 * a process that is killed leaves the mark.
 * @throws what the step threw
 */
export function copyWhole(folder: string, spared: string[], steps: () => void) {
  const existed = existsSync(folder)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  writeFileSync(join(folder, MARK), '', { flush: true })
  try {
    steps()
  } catch (cause) {
    if (existed)
      for (const name of readdirSync(folder).filter(without(spared))) rmSync(join(folder, name), { recursive: true, force: true })
    else rmSync(folder, { recursive: true, force: true })
    throw cause
  }
  rmSync(join(folder, MARK))
}

/** A folder's content into another, links and modes as they are. */
export const copyInto = (from: string, to: string, wanted: (source: string) => boolean = () => true) =>
  cpSync(from, to, { recursive: true, verbatimSymlinks: true, force: true, filter: wanted })
