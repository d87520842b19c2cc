import { verifierJournal } from '#demandes/index.ts'
import { openDatabase } from '#platform/database/open.ts'
import { StartError, type Settings } from '#platform/settings.ts'
import { avecBase } from './base.ts'

export const nom = 'journal:verifier'
export const resume = 'Vérifie les chaînes de l’historique.'
export const mots = 0
export const aide =
  'Usage : npm run choral -- journal:verifier\n\nRefait chaque empreinte ; nomme la première rupture de chaque chaîne et sort en erreur s’il y en a une.'

/** PLUS-06. */
export async function executer(_args: string[], settings: Settings): Promise<void> {
  const { lignes, ruptures } = await avecBase(settings, (pool) => verifierJournal(openDatabase(pool)))
  if (ruptures.length) throw new StartError(ruptures.map((r) => `Rupture : chaîne ${r.chaine}, rang ${r.rang}.`).join('\n'))
  process.stdout.write(`${lignes} lignes vérifiées, aucune rupture.\n`)
}
