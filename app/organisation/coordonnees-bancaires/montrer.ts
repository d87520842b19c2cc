import { sql } from 'kysely'
import type { Contexte } from '#app/contexte.ts'
import { lireCompte, type CoordonneeVue } from '#app/organisation/coordonnees-bancaires/lire.ts'
import type { Numeros } from '#app/organisation/coordonnees-bancaires/sceau.ts'
import { servirFichier } from '#app/organisation/pieces-jointes/servir.ts'
import { journaliser } from '#demandes/journal.ts'
import { refus } from '#demandes/index.ts'
import { refusAcces } from '#demandes/refus.ts'
import type { Db } from '#platform/database/open.ts'

type Lieu = Pick<Contexte, 'db' | 'settings' | 't'>

/** BAN-04: the numbers whole, for whoever may change them and has just proved who they are; the history says so first. @throws Refus 403 */
export async function afficherNumeros({ db, settings, t }: Lieu, c: CoordonneeVue, lecteur: string): Promise<Numeros> {
  exiger(t, c)
  return db.transaction().execute(async (tx) => {
    const { iban, bban } = await lireCompte(tx, settings, c.id)
    await tracer(tx, c, lecteur, { nom: c.nom, compte: c.compte })
    return { iban, bban }
  })
}

/** The RIB bears the number: it is read on the same terms. @throws Refus 403, 404, 409 while the antivirus has not seen it */
export async function servirRib(c: Contexte, d: CoordonneeVue) {
  exiger(c.t, d)
  if (!d.rib) throw refus(c.t, 'introuvable')
  const { rows } = await sql<
    Parameters<typeof servirFichier>[1]
  >`select p.nom, f.type, f.taille::int as taille, f.controle as etat, f.empreinte
    from piece_jointe p
    join fichier f on f.empreinte = p.fichier
    where p.id = ${d.rib.id}::uuid`.execute(c.db)
  const fichier = await servirFichier(c, rows[0]!)
  await tracer(c.db, d, c.utilisateur!.id, { nom: d.nom, nomDuRib: d.rib.nom }).catch((erreur: Error) => {
    // Opened already, and never to be read.
    fichier.brut.destroy()
    throw erreur
  })
  return fichier
}

function exiger(t: Contexte['t'], { actions }: CoordonneeVue) {
  const possible = actions.afficher
  if (possible !== true) throw refusAcces(t, possible.raison, possible.le, possible.qui)
}

const tracer = (tx: Db, c: CoordonneeVue, auteur: string, apres: Record<string, string>) =>
  journaliser(tx, { chaine: c.structure.id, auteur, evenement: 'coordonnee-bancaire.affichee', contenu: { objet: c.id, apres } })
