import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { localStore } from '#platform/files/local.ts'
import type { FileStore } from '#platform/files/store.ts'
import type { Settings } from '#platform/settings.ts'

const ouverts = new WeakMap<object, FileStore>()

/** Where the portal keeps its files (FILES_URL): a folder, by default in DATA_DIR. Opened once. */
export function depotDe(settings: Pick<Settings, 'FILES_URL' | 'DATA_DIR'>): FileStore {
  const deja = ouverts.get(settings)
  if (deja) return deja
  const adresse = settings.FILES_URL
  if (adresse?.startsWith('s3:')) throw new Error('an S3 store is not served yet')
  const depot = localStore(adresse ? fileURLToPath(adresse) : join(settings.DATA_DIR, 'fichiers'))
  ouverts.set(settings, depot)
  return depot
}
