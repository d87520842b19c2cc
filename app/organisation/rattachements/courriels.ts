import { nomDe } from '#app/organisation/structures/lire.ts'
import { sql } from 'kysely'
import { aviser } from '#app/avis/aviser.ts'
import { composer, langueDe } from '#app/comptes/courriels/envoyer.ts'
import type { Ligne } from '#app/organisation/rattachements/references.ts'
import type { Milieu } from '#demandes/index.ts'
import type { Tx } from '#platform/database/open.ts'
import { textes, type Textes } from '#ui/textes/index.ts'

interface Destinataire {
  prenom: string
  adresse: string
  langue: string
}
type Contenu = ReturnType<Textes['rattachements']['courriels']['rattache']>

/** One mail to a person with an account, in the transaction of what it tells. */
async function prevenir(
  tx: Tx,
  milieu: Milieu,
  utilisateur: string,
  cle: string,
  chemin: string,
  contenu: (x: Textes['rattachements']['courriels'], a: Destinataire) => Contenu,
) {
  const { rows } = await sql<Destinataire>`select prenom, coalesce(adresse_contact, adresse_electronique)::text as adresse, langue
      from utilisateur
      where id = ${utilisateur}::uuid and est_actif`.execute(tx)
  const a = rows[0]
  if (!a) return
  const langue = langueDe(a.langue)
  await aviser(
    milieu,
    tx,
    { utilisateur, genre: 'droits', adresse: chemin },
    composer(milieu, langue, `${cle}:${utilisateur}`, a.adresse, () => contenu(textes[langue].rattachements.courriels, a), chemin),
  )
}

const ou = (x: Textes['rattachements']['courriels'], lignes: Ligne[]) =>
  lignes.map((l) => x.ligne(nomDe(l.structure), l.service?.code ?? null))

/** « Votre rattachement »: to whoever was attached, by whom and where. */
export const prevenirRattache = (
  tx: Tx,
  milieu: Milieu,
  { utilisateur, par, lignes, cle }: { utilisateur: string; par: string; lignes: Ligne[]; cle: string },
) =>
  prevenir(
    tx,
    milieu,
    utilisateur,
    cle,
    lignes.length === 1 ? `/organisation/structures/${lignes[0]!.structure.id}` : '/compte/structures',
    (x, a) => x.rattache(a.prenom, par, ou(x, lignes)),
  )

export const prevenirDetache = (
  tx: Tx,
  milieu: Milieu,
  { utilisateur, par, ligne, motif, demande }: { utilisateur: string; par: string; ligne: Ligne; motif: string; demande: number },
) =>
  prevenir(tx, milieu, utilisateur, `detachement:${demande}`, '/compte/structures', (x, a) =>
    x.detache(a.prenom, par, ou(x, [ligne])[0]!, motif),
  )

/** The invitation came to nothing: told to whoever had sent it. */
export const prevenirSansEffet = (
  tx: Tx,
  milieu: Milieu,
  { invitePar, adresse, ligne, motif, id }: { invitePar: string; adresse: string; ligne: Ligne; motif: string; id: string },
) =>
  prevenir(tx, milieu, invitePar, `invitation-sans-effet:${id}`, '/organisation/utilisateurs/invitations', (x, a) =>
    x.sansEffet(a.prenom, adresse, ou(x, [ligne])[0]!, motif),
  )
