import { importerSirene, type Bilan, type Progres } from '#app/organisation/sirene/index.ts'
import { StartError, type Settings } from '#platform/settings.ts'
import { avecBase } from './base.ts'

export const nom = 'sirene:importer'
export const resume = 'Importe un fichier stock de l’INSEE (établissements ou unités légales, CSV ou Parquet).'
export const options = { '--recommencer': 'seule' } as const
export const aide = `Usage : npm run choral -- sirene:importer <fichier> [--recommencer]

<fichier>       StockEtablissement ou StockUniteLegale de l’INSEE, en .csv (décompressé) ou en .parquet.
--recommencer   Reprend depuis le début un fichier déjà importé.

L’import avance par lots. Interrompu (Ctrl-C, panne), il reprend où il en était : relancez la même commande.
Les deux fichiers sont nécessaires : l’un donne l’adresse et l’état, l’autre la raison sociale.`

/** INT-04. @throws StartError in one sentence */
export async function executer(args: string[], settings: Settings): Promise<void> {
  const [fichier, ...reste] = args.filter((a) => !a.startsWith('-'))
  if (!fichier || reste.length) throw new StartError('Donnez un fichier, et un seul : npm run choral -- sirene:importer <fichier>.')

  const arret = new AbortController()
  const arreter = () => arret.abort()
  process.once('SIGINT', arreter).once('SIGTERM', arreter)
  try {
    const bilan = await avecBase(settings, (pool) =>
      importerSirene(pool, fichier, { surProgres: afficher, recommencer: args.includes('--recommencer'), signal: arret.signal }),
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

const nombre = new Intl.NumberFormat('fr')
const effacer = () => (process.stdout.isTTY ? '\r\u001b[2K' : '')
let dernierAffichage = 0

// A bar that redraws itself on a terminal; elsewhere (a log) a line now and then.
function afficher({ lignes, lignesParSeconde, pourcentage }: Progres) {
  const maintenant = performance.now()
  if (pourcentage < 100 && maintenant - dernierAffichage < (process.stdout.isTTY ? 200 : 10_000)) return
  dernierAffichage = maintenant
  const pleines = Math.round(pourcentage / 4)
  const phrase = `${'█'.repeat(pleines)}${'░'.repeat(25 - pleines)} ${pourcentage.toFixed(1).replace('.', ',')} % · ${nombre.format(lignes)} lignes · ${nombre.format(lignesParSeconde)} lignes/s`
  process.stdout.write(process.stdout.isTTY ? `\r\u001b[2K${phrase}` : `${phrase}\n`)
}

function conclure(b: Bilan): string {
  const quoi = b.genre === 'etablissement' ? 'établissements' : 'unités légales'
  const lues = b.genre === 'etablissement' ? 'lus' : 'lues'
  if (b.dejaImporte) return `Ce fichier a déjà été importé (${nombre.format(b.lignes)} ${quoi}). Pour le relire : --recommencer.`
  const ignorees = b.ignorees
    ? `, dont ${nombre.format(b.ignorees)} sans état, laissé${b.genre === 'etablissement' ? '' : 'e'}s de côté`
    : ''
  const reprise = b.reprisA ? ` Repris après ${nombre.format(b.reprisA)} lignes.` : ''
  return `${nombre.format(b.lignes)} ${quoi} ${lues} en ${nombre.format(Math.round(b.secondes))} s${ignorees}.${reprise}`
}
