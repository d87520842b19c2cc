import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { StartError, type Settings } from '#platform/settings.ts'
import { estArrete } from './arret.ts'
import { sauvegarderDepot } from './depot.ts'

export const nom = 'sauvegarder'
export const resume = 'Copie les données dans un dossier neuf (portail arrêté), ou par pg_dump avec DATABASE_URL.'
export const mots = 1
export const aide = `Usage : npm run choral -- sauvegarder <dossier>

Base embarquée : arrêtez le portail d’abord ; tout DATA_DIR est copié, fichiers compris.
DATABASE_URL : pg_dump du système écrit base.dump ; DATA_DIR est copié avec, clé et fichiers compris.
FILES_URL=file:… hors de DATA_DIR : ce dossier est copié aussi. FILES_URL=s3:… : sauvegardez le dépôt S3 par ses propres moyens.`

/** INT-04: a cold copy of DATA_DIR, or the system's pg_dump. */
export async function executer(args: string[], settings: Settings): Promise<void> {
  const dossier = args[0] && resolve(args[0])
  if (!dossier) throw new StartError('Donnez un dossier : npm run choral -- sauvegarder <dossier>.')
  if (existsSync(dossier) && readdirSync(dossier).length) throw new StartError(`Le dossier ${dossier} n’est pas vide : donnez-en un neuf.`)
  if (settings.DATABASE_URL) {
    mkdirSync(dossier, { recursive: true, mode: 0o700 })
    const fait = spawnSync(
      'pg_dump',
      ['--format=custom', `--file=${join(dossier, 'base.dump')}`, settings.DATABASE_DIRECT_URL ?? settings.DATABASE_URL],
      { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' },
    )
    if (fait.status !== 0) throw new StartError(`pg_dump a échoué : ${fait.error?.message ?? fait.stderr.trim().split('\n').at(-1)}.`)
    if (existsSync(settings.DATA_DIR)) cpSync(settings.DATA_DIR, join(dossier, 'donnees'), { recursive: true })
  } else {
    if (!existsSync(join(settings.DATA_DIR, 'postgres'))) throw new StartError(`Rien à sauvegarder dans ${settings.DATA_DIR}.`)
    estArrete(settings.DATA_DIR)
    cpSync(settings.DATA_DIR, dossier, { recursive: true, verbatimSymlinks: true, filter: (source) => !/\/(socket|ballast)$/.test(source) })
  }
  sauvegarderDepot(settings, dossier)
  process.stdout.write(`Sauvegarde faite dans ${dossier}.\n`)
}
