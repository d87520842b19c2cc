import type { CoordonneeVue } from '#app/organisation/coordonnees-bancaires/lire.ts'
import { lireCompte } from '#app/organisation/coordonnees-bancaires/lire.ts'
import type { Numeros } from '#app/organisation/coordonnees-bancaires/sceau.ts'
import { journaliser } from '#demandes/journal.ts'
import { refusAcces } from '#demandes/refus.ts'
import type { Db } from '#platform/database/open.ts'
import type { Settings } from '#platform/settings.ts'
import type { Textes } from '#ui/textes/index.ts'

/** BAN-04: the numbers whole, for whoever may change them and has just proved who they are; the history says so first. @throws Refus 403 */
export async function afficherNumeros({ db, settings, t }: { db: Db; settings: Settings; t: Textes }, c: CoordonneeVue, lecteur: string): Promise<Numeros> {
  const possible = c.actions.afficher
  if (possible !== true) throw refusAcces(t, possible.raison, possible.le, possible.qui)
  return db.transaction().execute(async (tx) => {
    const { iban, bban } = await lireCompte(tx, settings, c.id)
    await journaliser(tx, { chaine: c.structure.id, auteur: lecteur, evenement: 'coordonnee-bancaire.affichee', contenu: { objet: c.id, apres: { nom: c.nom, compte: c.compte } } })
    return { iban, bban }
  })
}
