import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { StartError, type Settings } from '#platform/settings.ts'
import { DEPOT, restaurerDepot } from './depot.ts'

export const nom = 'restaurer'
export const resume = 'Remet une sauvegarde dans un DATA_DIR vide, et dans une base vide par pg_restore.'
export const mots = 1
export const aide = `Usage : npm run choral -- restaurer <dossier>

Rien n’est écrasé : DATA_DIR, et la base de DATABASE_URL, doivent être vides.`

export async function executer(args: string[], settings: Settings): Promise<void> {
  const dossier = args[0] && resolve(args[0])
  if (!dossier || !existsSync(dossier)) throw new StartError('Donnez le dossier d’une sauvegarde : npm run choral -- restaurer <dossier>.')
  const donnees = join(dossier, settings.DATABASE_URL ? 'donnees' : '')
  // The key generated at the first reading of the settings is not data yet.
  if (existsSync(donnees) && existsSync(settings.DATA_DIR) && readdirSync(settings.DATA_DIR).some((f) => f !== 'secret.key'))
    throw new StartError(`${settings.DATA_DIR} n’est pas vide : rien n’est écrasé.`)
  if (settings.DATABASE_URL) {
    const fait = spawnSync(
      'pg_restore',
      ['--exit-on-error', '--no-owner', `--dbname=${settings.DATABASE_DIRECT_URL ?? settings.DATABASE_URL}`, join(dossier, 'base.dump')],
      { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' },
    )
    if (fait.status !== 0) throw new StartError(`pg_restore a échoué : ${fait.error?.message ?? fait.stderr.trim().split('\n').at(-1)}.`)
  } else if (!existsSync(join(dossier, 'postgres', 'PG_VERSION')))
    throw new StartError(`${dossier} n’est pas une sauvegarde de la base embarquée.`)
  if (existsSync(donnees))
    cpSync(donnees, settings.DATA_DIR, {
      recursive: true,
      verbatimSymlinks: true,
      force: true,
      filter: (source) => source !== join(dossier, DEPOT),
    })
  restaurerDepot(settings, dossier)
  process.stdout.write('Sauvegarde restaurée.\n')
}
