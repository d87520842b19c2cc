import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { localStore } from '#platform/files/local.ts'
import { s3Store } from '#platform/files/s3.ts'
import type { FileStore } from '#platform/files/store.ts'
import type { Settings } from '#platform/settings.ts'

const ouverts = new WeakMap<object, FileStore>()

/** Where the portal keeps its files (FILES_URL): a folder, by default in DATA_DIR, or an S3-compatible store. Opened once. */
export function depotDe(settings: Pick<Settings, 'FILES_URL' | 'DATA_DIR'>): FileStore {
  const deja = ouverts.get(settings)
  if (deja) return deja
  const adresse = settings.FILES_URL
  const depot = adresse?.startsWith('s3:')
    ? s3Store(adresse, join(settings.DATA_DIR, 'reception'))
    : localStore(adresse ? fileURLToPath(adresse) : join(settings.DATA_DIR, 'fichiers'))
  ouverts.set(settings, depot)
  return depot
}
