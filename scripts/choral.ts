// The operator's command line (INT-04): npm run choral -- <command> [--help]
import { readSettings, StartError, type Settings } from '#platform/settings.ts'
import { applicationCreerCle, applicationListerCles, applicationRevoquerCle } from './commandes/application.ts'
import * as annuaireImporter from './commandes/annuaire-importer.ts'
import * as clesTourner from './commandes/cles-tourner.ts'
import * as config from './commandes/config.ts'
import * as demoCharger from './commandes/demo-charger.ts'
import * as journalVerifier from './commandes/journal-verifier.ts'
import * as operateurCreer from './commandes/operateur-creer.ts'
import * as restaurer from './commandes/restaurer.ts'
import * as sauvegarder from './commandes/sauvegarder.ts'
import * as sireneImporter from './commandes/sirene-importer.ts'
import { catalogueExporter, catalogueImporter } from './commandes/catalogue.ts'

export interface Commande {
  nom: string
  resume: string
  aide: string
  executer: (args: string[], settings: Settings) => Promise<void>
}

const COMMANDES: Commande[] = [operateurCreer, sireneImporter, annuaireImporter, sauvegarder, restaurer, journalVerifier, clesTourner, catalogueExporter, catalogueImporter, demoCharger, applicationCreerCle, applicationListerCles, applicationRevoquerCle, config]

const [nom, ...args] = process.argv.slice(2)
const commande = COMMANDES.find((c) => c.nom === nom)
try {
  if (!nom || nom === '--help') process.stdout.write(`npm run choral -- <commande>\n\n${COMMANDES.map((c) => `  ${c.nom.padEnd(24)} ${c.resume}`).join('\n')}\n\nAide d’une commande : npm run choral -- <commande> --help\n`)
  else if (!commande) throw new StartError(`Commande inconnue : ${nom}. La liste : npm run choral -- --help.`)
  else if (args.includes('--help')) process.stdout.write(`${commande.aide}\n`)
  else await commande.executer(args, readSettings())
} catch (erreur) {
  process.stderr.write(`${erreur instanceof StartError ? erreur.message : ((erreur as Error).stack ?? String(erreur))}\n`)
  process.exitCode = 1
}
