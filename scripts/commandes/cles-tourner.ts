import { rechiffrerSecondsFacteurs } from '#app/comptes/secondfacteur/etat.ts'
import { console as dire } from '#platform/console.ts'
import { openDatabase } from '#platform/database/open.ts'
import { unopenedKeys } from '#platform/secrets/ring.ts'
import { rotateKeys } from '#platform/secrets/rotate.ts'
import { StartError, type Settings } from '#platform/settings.ts'
import { avecBase } from './base.ts'

export const nom = 'cles:tourner'
export const resume = 'Change la clé des comptes bancaires et des fichiers ; portail ouvert ou non.'
export const options = { '--nouvelle': 'seule' } as const
export const mots = 0
export const aide = `Usage : npm run choral -- cles:tourner [--nouvelle]

Une clé neuve est faite, chaque compte, et la clé de chaque fichier, est scellé de nouveau avec elle, par lots, puis l’ancienne est détruite.
Interrompue, la même commande reprend où elle en était ; --nouvelle fait une autre clé même alors.
Pour changer aussi SECRET_KEY : donnez la nouvelle dans SECRET_KEY et celle d’avant dans SECRET_KEY_ANCIENNE, redémarrez tous les processus,
lancez cette commande avec les deux, puis retirez SECRET_KEY_ANCIENNE.`

/** BAN-04: new data key, everything sealed again, under the secret of today. */
export async function executer(args: string[], settings: Settings): Promise<void> {
  const ecrire = (phrase: string) => process.stdout.write(`${phrase}\n`)
  await avecBase(settings, async (pool) => {
    const db = openDatabase(pool)
    const fermees = await unopenedKeys(db, settings)
    if (fermees.length) throw new StartError(dire.t.clesFermees(fermees.length))
    if (settings.SECRET_KEY_ANCIENNE) ecrire(`Seconds facteurs chiffrés de nouveau : ${await rechiffrerSecondsFacteurs({ db, settings })}.`)
    let affiche = 0
    const { resumed, sealed, unreadable } = await rotateKeys(db, settings, {
      force: args.includes('--nouvelle'),
      progress(faits, reste) {
        if (Date.now() - affiche < 1000) return
        affiche = Date.now()
        ecrire(`${faits} scellés de nouveau, ${reste} encore.`)
      },
    })
    if (resumed) ecrire('Rotation interrompue reprise.')
    if (unreadable.length)
      throw new StartError(
        `${sealed} scellés de nouveau. L’ancienne clé est gardée : ${unreadable.length} ne s’ouvrent pas (${unreadable.slice(0, 10).join(', ')}). Restaurez ces lignes d’une sauvegarde, puis relancez.`,
      )
    ecrire(
      `Clé changée : ${sealed} scellés de nouveau, l’ancienne est détruite.${settings.SECRET_KEY_ANCIENNE ? ' SECRET_KEY_ANCIENNE peut être retirée.' : ''}`,
    )
  })
}
