import { cpSync, existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Settings } from '#platform/settings.ts'

/** The part of a backup that holds the files kept outside DATA_DIR (FILES_URL=file:…). */
export const DEPOT = 'depot'

/** The folder of files when it lies outside DATA_DIR. */
function dossierApart({ FILES_URL, DATA_DIR }: Settings): string | null {
  if (!FILES_URL?.startsWith('file:')) return null
  const dossier = fileURLToPath(FILES_URL)
  return relative(DATA_DIR, dossier).startsWith('..') ? dossier : null
}

/** After the database: what it names is there, unless it was thrown away meanwhile. */
export function sauvegarderDepot(settings: Settings, sauvegarde: string) {
  const dossier = dossierApart(settings)
  if (dossier && existsSync(dossier)) cpSync(dossier, join(sauvegarde, DEPOT), { recursive: true })
  if (settings.FILES_URL?.startsWith('s3:'))
    process.stdout.write('Les fichiers sont dans le dépôt S3 : ils ne sont pas copiés ici, sauvegardez-le par ses propres moyens.\n')
}

/** Where the files are kept now. A name tells its content: what is there already stays. */
export function restaurerDepot(settings: Settings, sauvegarde: string) {
  const source = join(sauvegarde, DEPOT)
  if (existsSync(source)) cpSync(source, dossierApart(settings) ?? join(settings.DATA_DIR, 'fichiers'), { recursive: true, force: false })
}
