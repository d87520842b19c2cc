import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The checkout's folder, from the sources as from the bundle in dist/. */
export const ROOT = (() => {
  let folder = import.meta.dirname
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder)
  return folder
})()
