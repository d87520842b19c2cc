import { join } from 'node:path'
import { holderOf } from '#platform/database/first-start.ts'
import { StartError } from '#platform/settings.ts'

/** A cold copy is taken of a stopped portal only. @throws StartError when its database runs */
export function estArrete(dataDir: string) {
  if (holderOf(join(dataDir, 'postgres'))) throw new StartError('Le portail est ouvert : arrêtez-le avant de sauvegarder.')
}
