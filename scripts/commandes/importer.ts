import type { Pool } from 'pg'
import { StartError, type Settings } from '#platform/settings.ts'
import { avecBase } from './base.ts'

export const nombre = new Intl.NumberFormat('fr')
const effacer = () => (process.stdout.isTTY ? '\r\u001b[2K' : '')

interface Progres {
  lignes: number
  lignesParSeconde?: number
  pourcentage: number
}
interface Options {
  surProgres: (p: Progres) => void
  recommencer: boolean
  signal: AbortSignal
}

/** One file, lot by lot, with a bar; stopped by Ctrl-C, it says how to go on. @throws StartError in one sentence */
export async function importerUnFichier<B>(
  commande: string,
  args: string[],
  settings: Settings,
  importer: (pool: Pool, fichier: string, options: Options) => Promise<B>,
  conclure: (bilan: B) => string,
): Promise<void> {
  const [fichier, ...reste] = args.filter((a) => !a.startsWith('-'))
  if (!fichier || reste.length) throw new StartError(`Donnez un fichier, et un seul : npm run choral -- ${commande} <fichier>.`)
  const arret = new AbortController()
  const arreter = () => arret.abort()
  process.once('SIGINT', arreter).once('SIGTERM', arreter)
  try {
    const bilan = await avecBase(settings, (pool) =>
      importer(pool, fichier, { surProgres: afficheur(), recommencer: args.includes('--recommencer'), signal: arret.signal }),
    )
    process.stdout.write(`${effacer()}${conclure(bilan)}\n`)
  } catch (error) {
    process.stdout.write(effacer())
    if (arret.signal.aborted)
      throw new StartError('Import interrompu ; ce qui est importé le reste. Relancez la même commande pour continuer.')
    throw error
  } finally {
    process.off('SIGINT', arreter).off('SIGTERM', arreter)
  }
}

/** A bar that redraws itself on a terminal; elsewhere (a log) a line now and then. */
function afficheur() {
  let dernier = 0
  return ({ lignes, lignesParSeconde, pourcentage }: Progres) => {
    const instant = performance.now()
    if (pourcentage < 100 && instant - dernier < (process.stdout.isTTY ? 200 : 10_000)) return
    dernier = instant
    const pleines = Math.round(pourcentage / 4)
    const phrase = [
      `${'█'.repeat(pleines)}${'░'.repeat(25 - pleines)} ${pourcentage.toFixed(1).replace('.', ',')} %`,
      `${nombre.format(lignes)} lignes`,
      ...(lignesParSeconde ? [`${nombre.format(lignesParSeconde)} lignes/s`] : []),
    ].join(' · ')
    process.stdout.write(process.stdout.isTTY ? `${effacer()}${phrase}` : `${phrase}\n`)
  }
}
