import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { reasonOf } from '#platform/reasons.ts'
import { StartError, type Settings } from '#platform/settings.ts'
import { copyInto, copyWhole, isUnfinished } from '#platform/whole-copy.ts'
import { DEPOT, restaurerDepot } from './depot.ts'
import { outilDuSysteme } from './outil.ts'

export const nom = 'restaurer'
export const resume = 'Remet une sauvegarde dans un DATA_DIR vide, et dans une base vide par pg_restore.'
export const mots = 1
export const aide = `Usage : npm run choral -- restaurer <dossier>

Rien n’est écrasé : DATA_DIR, et la base de DATABASE_URL, doivent être vides.`

/** The key generated at the first reading of the settings is not data yet. */
const PERMIS = ['secret.key']

export async function executer(args: string[], settings: Settings): Promise<void> {
  const { DATA_DIR, DATABASE_URL, DATABASE_DIRECT_URL } = settings
  const dossier = args[0] && resolve(args[0])
  if (!dossier) throw new StartError('Donnez le dossier d’une sauvegarde : npm run choral -- restaurer <dossier>.')
  if (!existsSync(dossier) || !statSync(dossier).isDirectory()) throw new StartError(`Il n’y a pas de dossier ${dossier}.`)
  if (isUnfinished(dossier))
    throw new StartError(`${dossier} est une sauvegarde interrompue : elle n’est pas entière, prenez-en une autre.`)
  if (!existsSync(join(dossier, ...(DATABASE_URL ? ['base.dump'] : ['postgres', 'PG_VERSION']))))
    throw new StartError(
      `${dossier} n’est pas une sauvegarde ${DATABASE_URL ? 'faite avec DATABASE_URL : il n’y a pas de base.dump' : 'de la base embarquée'}.`,
    )
  const donnees = join(dossier, DATABASE_URL ? 'donnees' : '')
  if (existsSync(donnees) && existsSync(DATA_DIR) && readdirSync(DATA_DIR).some((f) => !PERMIS.includes(f)))
    throw new StartError(`${DATA_DIR} n’est pas vide : rien n’est écrasé.`)
  const remettre = () => {
    if (existsSync(donnees)) copyInto(donnees, DATA_DIR, (source) => source !== join(dossier, DEPOT))
    restaurerDepot(settings, dossier)
    if (DATABASE_URL) restaurerLaBase(DATABASE_DIRECT_URL ?? DATABASE_URL, join(dossier, 'base.dump'))
  }
  try {
    if (existsSync(donnees)) copyWhole(DATA_DIR, PERMIS, remettre)
    else remettre()
  } catch (cause) {
    throw cause instanceof StartError ? cause : new StartError(`La restauration dans ${DATA_DIR} n’a pas pu se faire : ${reasonOf(cause)}.`)
  }
  process.stdout.write('Sauvegarde restaurée.\n')
}

const restaurerLaBase = (base: string, fichier: string) =>
  outilDuSysteme('pg_restore', ['--exit-on-error', '--single-transaction', '--no-owner', `--dbname=${base}`, fichier])
