import { importerSirene, type Bilan } from '#app/organisation/sirene/index.ts'
import type { Settings } from '#platform/settings.ts'
import { importerUnFichier, nombre } from './importer.ts'

export const nom = 'sirene:importer'
export const resume = 'Importe un fichier stock de l’INSEE (établissements ou unités légales, CSV ou Parquet).'
export const options = { '--recommencer': 'seule' } as const
export const aide = `Usage : npm run choral -- sirene:importer <fichier> [--recommencer]

<fichier>       StockEtablissement ou StockUniteLegale de l’INSEE, en .csv (décompressé) ou en .parquet.
--recommencer   Reprend depuis le début un fichier déjà importé.

L’import avance par lots. Interrompu (Ctrl-C, panne), il reprend où il en était : relancez la même commande.
Les deux fichiers sont nécessaires : l’un donne l’adresse et l’état, l’autre la raison sociale.`

/** INT-04. @throws StartError in one sentence */
export const executer = (args: string[], settings: Settings) => importerUnFichier(nom, args, settings, importerSirene, conclure)

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
