import { sql } from 'kysely'
import type { Contexte, Programme } from '#app/contexte.ts'
import { annoncerAdresseVerifiee } from '#app/organisation/rattachements/accepter.ts'
import { violatedConstraint } from '#platform/database/errors.ts'
import { dateHeure } from '#ui/textes/format.ts'
import { destinataire, langueDe, prevenir } from '../courriels/envoyer.ts'
import { demanderLien, utiliserLien, type Lien } from '../lien.ts'

export type GenreAdresse = 'adresse-connexion' | 'adresse-contact'

/** Asks for a change of address: a link to the new one, a word to the old one; nothing changes until the link is opened. */
export async function demanderChangement(c: Programme, utilisateur: string, genre: GenreAdresse, adresse: string): Promise<void> {
  await c.db.transaction().execute(async (tx) => {
    await abandonner(tx, utilisateur, genre)
    await demanderLien(c, tx, { genre, adresse, utilisateur })
    if (genre !== 'adresse-connexion') return
    const a = await destinataire(tx, utilisateur)
    await prevenir(c, tx, a, 'adresse', (m) => m.adresseAnnoncee(a.prenom, a.nom, adresse))
  })
}

/** Gives up what waits: its link no longer serves. */
export const abandonner = (db: Pick<Programme['db'], 'updateTable'>, utilisateur: string, genre: GenreAdresse) =>
  db
    .updateTable('lien')
    .set({ utiliseLe: sql<Date>`clock_timestamp()` })
    .where('utilisateur', '=', utilisateur)
    .where('genre', '=', genre)
    .where('utiliseLe', 'is', null)
    .execute()

/** Applies a change whose link was opened by its author, signed in; false when the address was taken or the link used meanwhile. */
export async function appliquerChangement(c: Contexte, lien: Lien): Promise<boolean> {
  const moi = c.utilisateur!
  const changement = c.db.transaction().execute(async (tx) => {
    if (lien.utilisateur !== moi.id || !(await utiliserLien(tx, lien.id))) return false
    if (lien.genre === 'adresse-contact') {
      await tx.updateTable('utilisateur').set({ adresseContact: lien.adresse }).where('id', '=', moi.id).execute()
      return true
    }
    const ancienne = await destinataire(tx, moi.id)
    const { rows } =
      await sql`update utilisateur set adresse_electronique = ${lien.adresse}, adresse_verifiee = true, modifie_le = clock_timestamp()
      where id = ${moi.id} and not exists (select from utilisateur where adresse_electronique = ${lien.adresse} and id <> ${moi.id}) returning id`.execute(
        tx,
      )
    if (!rows.length) return false
    await annoncerAdresseVerifiee(tx, c, moi.id)
    await sql`delete from session where utilisateur = ${moi.id} and id <> ${moi.session}`.execute(tx)
    await prevenir(c, tx, ancienne, 'adresse', (m) =>
      m.adresseChangee(ancienne.prenom, ancienne.nom, lien.adresse, dateHeure(new Date(), langueDe(ancienne.langue))),
    )
    return true
  })
  return changement.catch((erreur: unknown) => {
    // Another account took it at the same instant.
    if (violatedConstraint(erreur) === 'adresse_electronique_unique') return false
    throw erreur
  })
}
