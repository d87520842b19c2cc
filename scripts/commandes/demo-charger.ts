import { chargerDemonstration } from '#app/demonstration/charger.ts'
import { StartError, type Settings } from '#platform/settings.ts'
import { avecBase } from './base.ts'

export const nom = 'demo:charger'
export const resume = 'Charge la démonstration dans une base vide.'
export const mots = 0
export const aide = 'Usage : npm run choral -- demo:charger\n\nN’écrit rien si la base a déjà des utilisateurs.'

export async function executer(_args: string[], settings: Settings): Promise<void> {
  const chargee = await avecBase(settings, (pool) => chargerDemonstration(pool, (phrase) => process.stdout.write(`${phrase}\n`), settings))
  if (!chargee) throw new StartError('La base a déjà des utilisateurs : la démonstration n’est pas chargée.')
}
