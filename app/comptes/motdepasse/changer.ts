import { sql } from 'kysely'
import type { Programme } from '#app/contexte.ts'
import { annoncerAdresseVerifiee } from '#app/organisation/rattachements/accepter.ts'
import { dateHeure } from '#ui/textes/format.ts'
import { destinataire, langueDe, prevenir } from '../courriels/envoyer.ts'
import { fermerLiens, utiliserLien, type Lien } from '../lien.ts'
import { oublierEchecs } from '../tentatives.ts'
import type { Tx } from '#platform/database/open.ts'
import { enregistrerMotDePasse } from './enregistrer.ts'

/** Changes the password, closes every session but the given one, and tells the owner: at once or not at all. */
export async function changerMotDePasse(
  programme: Programme,
  tx: Tx,
  utilisateur: string,
  hache: string,
  sessionGardee: string | null,
): Promise<void> {
  await enregistrerMotDePasse(tx, utilisateur, hache)
  await sql`delete from session where utilisateur = ${utilisateur} and id is distinct from ${sessionGardee}::uuid`.execute(tx)
  const a = await destinataire(tx, utilisateur)
  const langue = langueDe(a.langue)
  await prevenir(programme, tx, a, 'mot-de-passe', (c) => c.motDePasseChange(a.prenom, a.nom, dateHeure(new Date(), langue)))
}

/** Uses a reset link, once; the second factor, if any, is still asked at sign-in. Null when the link or the account is gone. */
export async function changerParLien(programme: Programme, lien: Lien, hache: string): Promise<string | null> {
  const change = await programme.db.transaction().execute(async (tx) => {
    if (!(await utiliserLien(tx, lien.id))) return null
    const compte = await tx
      .updateTable('utilisateur')
      .set({ adresseVerifiee: true })
      .where('adresseElectronique', '=', lien.adresse)
      .where('estActif', '=', true)
      .returning('id')
      .executeTakeFirst()
    if (!compte) return null
    await annoncerAdresseVerifiee(tx, programme, compte.id)
    await fermerLiens(tx, 'mot-de-passe', lien.adresse)
    await changerMotDePasse(programme, tx, compte.id, hache, null)
    return compte.id
  })
  if (change) await oublierEchecs(programme.db, [`compte:${lien.adresse}`])
  return change
}
