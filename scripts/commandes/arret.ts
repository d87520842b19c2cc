import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartError } from '#platform/settings.ts'

/** A cold copy is taken of a stopped portal only. @throws StartError when its database runs */
export function estArrete(dataDir: string) {
  const fichier = join(dataDir, 'postgres', 'postmaster.pid')
  if (!existsSync(fichier)) return
  try {
    process.kill(Number(readFileSync(fichier, 'utf8').split('\n')[0]), 0)
  } catch {
    return
  }
  throw new StartError('Le portail est ouvert : arrêtez-le avant de sauvegarder.')
}
