import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { reasonOf } from '#platform/reasons.ts'
import { StartError, type Settings } from '#platform/settings.ts'
import { copyInto, copyWhole, isUnfinished } from '#platform/whole-copy.ts'
import { arreterLaBase } from './arret.ts'
import { sauvegarderDepot } from './depot.ts'
import { outilDuSysteme } from './outil.ts'

export const nom = 'sauvegarder'
export const resume = 'Copie les données dans un dossier neuf (portail arrêté), ou par pg_dump avec DATABASE_URL.'
export const mots = 1
export const aide = `Usage : npm run choral -- sauvegarder <dossier>

Base embarquée : arrêtez le portail d’abord ; tout DATA_DIR est copié, fichiers compris.
DATABASE_URL : pg_dump du système écrit base.dump ; DATA_DIR est copié avec, clé et fichiers compris.
FILES_URL=file:… hors de DATA_DIR : ce dossier est copié aussi. FILES_URL=s3:… : sauvegardez le dépôt S3 par ses propres moyens.
Interrompue ou faute de place, il n’en reste rien qui passe pour une sauvegarde.`

/** INT-04: a cold copy of DATA_DIR, or the system's pg_dump. */
export async function executer(args: string[], settings: Settings): Promise<void> {
  const dossier = args[0] && resolve(args[0])
  if (!dossier) throw new StartError('Donnez un dossier : npm run choral -- sauvegarder <dossier>.')
  const { DATA_DIR, DATABASE_URL, DATABASE_DIRECT_URL } = settings
  if (existsSync(dossier) && !statSync(dossier).isDirectory()) throw new StartError(`${dossier} n’est pas un dossier : donnez-en un neuf.`)
  if (existsSync(dossier) && readdirSync(dossier).length) throw new StartError(`Le dossier ${dossier} n’est pas vide : donnez-en un neuf.`)
  if (!relative(DATA_DIR, dossier).startsWith('..'))
    throw new StartError(`Le dossier ${dossier} est dans celui des données, ${DATA_DIR} : donnez-en un ailleurs.`)
  if (isUnfinished(DATA_DIR)) throw new StartError(`${DATA_DIR} est une restauration interrompue : il n’y a rien d’entier à sauvegarder.`)
  if (!DATABASE_URL) {
    if (!existsSync(join(DATA_DIR, 'postgres'))) throw new StartError(`Rien à sauvegarder dans ${DATA_DIR}.`)
    await arreterLaBase(DATA_DIR)
  }
  try {
    copyWhole(dossier, [], () => {
      if (DATABASE_URL) {
        outilDuSysteme('pg_dump', ['--format=custom', `--file=${join(dossier, 'base.dump')}`, DATABASE_DIRECT_URL ?? DATABASE_URL])
        if (existsSync(DATA_DIR)) copyInto(DATA_DIR, join(dossier, 'donnees'))
      } else copyInto(DATA_DIR, dossier, (source) => !/\/(socket|ballast)$/.test(source))
      sauvegarderDepot(settings, dossier)
    })
  } catch (cause) {
    throw cause instanceof StartError ? cause : new StartError(`La sauvegarde dans ${dossier} n’a pas pu se faire : ${reasonOf(cause)}.`)
  }
  process.stdout.write(`Sauvegarde faite dans ${dossier}.\n`)
}
