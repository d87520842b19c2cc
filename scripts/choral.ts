// The operator's command line (INT-04): npm run choral -- <command> [--help]
import { isUnavailable } from '#platform/database/errors.ts'
import { reasonOf } from '#platform/reasons.ts'
import { readSettings, StartError, type Settings } from '#platform/settings.ts'

export interface Commande {
  nom: string
  resume: string
  aide: string
  /** Its options, each alone or with a value after it. */ options?: Record<string, 'seule' | 'valeur'>
  /** How many words it takes besides; none: it counts them itself. */ mots?: number
  executer: (args: string[], settings: Settings) => Promise<void>
}

/** Each read when it is asked for: most need little of the program. */
const COMMANDES: Record<string, () => Promise<Commande>> = {
  'operateur:creer': () => import('./commandes/operateur-creer.ts'),
  'sirene:importer': () => import('./commandes/sirene-importer.ts'),
  'annuaire:importer': () => import('./commandes/annuaire-importer.ts'),
  sauvegarder: () => import('./commandes/sauvegarder.ts'),
  restaurer: () => import('./commandes/restaurer.ts'),
  'journal:verifier': () => import('./commandes/journal-verifier.ts'),
  'cles:tourner': () => import('./commandes/cles-tourner.ts'),
  'catalogue:exporter': async () => (await import('./commandes/catalogue.ts')).catalogueExporter,
  'catalogue:importer': async () => (await import('./commandes/catalogue.ts')).catalogueImporter,
  'demo:charger': () => import('./commandes/demo-charger.ts'),
  'application:creer-cle': async () => (await import('./commandes/application.ts')).applicationCreerCle,
  'application:lister-cles': async () => (await import('./commandes/application.ts')).applicationListerCles,
  'application:revoquer-cle': async () => (await import('./commandes/application.ts')).applicationRevoquerCle,
  config: () => import('./commandes/config.ts'),
}

const lister = async () =>
  (await Promise.all(Object.values(COMMANDES).map((lire) => lire()))).map((c) => `  ${c.nom.padEnd(24)} ${c.resume}`).join('\n')

const [nom, ...args] = process.argv.slice(2)
try {
  if (!nom || ['--help', '-h', '--aide', 'aide', 'help'].includes(nom))
    process.stdout.write(`npm run choral -- <commande>\n\n${await lister()}\n\nAide d’une commande : npm run choral -- <commande> --help\n`)
  else if (!Object.hasOwn(COMMANDES, nom)) throw new StartError(`Commande inconnue : ${nom}. La liste : npm run choral -- --help.`)
  else await faire(await COMMANDES[nom]!())
} catch (erreur) {
  process.stderr.write(`${phraseDe(erreur as Error)}\n`)
  process.exitCode = 1
}

async function faire(commande: Commande) {
  if (args.some((a) => ['--help', '-h', '--aide'].includes(a))) return void process.stdout.write(`${commande.aide}\n`)
  comprendre(commande)
  await commande.executer(args, readSettings())
}

/** What is not understood is named before anything is opened or done: no key is changed on a slip of the finger. */
function comprendre({ nom: commande, options = {}, mots }: Commande) {
  const fautif = (phrase: string) => new StartError(`${phrase} Voyez ${commande} --help.`)
  const dits: string[] = []
  for (let i = 0; i < args.length; i++) {
    const mot = args[i]!
    const [option = '', avec] = mot.split('=', 2)
    if (!mot.startsWith('-')) dits.push(mot)
    else if (!Object.hasOwn(options, option)) throw fautif(`Option inconnue : ${option}.`)
    else if (options[option] === 'valeur' && avec === undefined && (args[++i] ?? '-').startsWith('-'))
      throw fautif(`Donnez une valeur après ${option}.`)
  }
  if (mots !== undefined && dits.length > mots) throw fautif(`Argument de trop : ${dits[mots]}.`)
}

/** One sentence for what an operator can mend: a folder, a disk, a database that went away meanwhile; the stack only for a fault of ours. */
function phraseDe(erreur: Error & { code?: string; syscall?: string; path?: string }): string {
  if (erreur instanceof StartError) return erreur.message
  if (erreur.syscall || isUnavailable(erreur))
    return `La commande n’a pas pu aller au bout : ${reasonOf(erreur)}${erreur.path ? ` (${erreur.path})` : ''}.`
  return erreur.stack ?? String(erreur)
}
