import { aviser } from '#app/avis/aviser.ts'
import type { Programme } from '#app/contexte.ts'
import { composeMail } from '#platform/mail/layout.tsx'
import type { Mail, Reponse } from '#platform/mail/index.ts'
import type { Db, Tx } from '#platform/database/open.ts'
import { textes, type Textes } from '#ui/textes/index.ts'

interface Contenu {
  sujet: string
  avant: string[]
  libelle?: string
  apres: string[]
}

/**
 * One mail, ready to be handed over; its foot says why it comes: to an account, or to an address that was typed (`saisie`). `chemin` is a
 * path of the portal: never made from the request (C07).
 */
export function composer(
  programme: Pick<Programme, 'settings'>,
  langue: 'fr' | 'en',
  id: string,
  a: string,
  contenu: (c: Textes['courriels']) => Contenu,
  chemin?: string,
  reponse?: Reponse | null,
  saisie = false,
): Mail {
  const { courriels } = textes[langue]
  const { libelle, ...parts } = contenu(courriels)
  const url = programme.settings.PUBLIC_URL
  return {
    id,
    a,
    ...(reponse ? { reponse } : {}),
    ...composeMail(langue, {
      ...parts,
      ...(reponse ? { avant: [courriels.marque, ...parts.avant] } : {}),
      pied: courriels.pied(url, saisie, Boolean(reponse)),
      ...(libelle && chemin ? { action: { libelle, href: url + chemin } } : {}),
    }),
  }
}

export interface Destinataire {
  id: string
  prenom: string
  nom: string
  langue: string
  adresseElectronique: string
}

/** Tells the owner, at the sign-in address, of a change of their credentials: in the transaction of that change. */
export async function prevenir(
  programme: Programme,
  tx: Tx | Db,
  a: Destinataire,
  evenement: string,
  contenu: (c: Textes['courriels']) => Contenu,
  chemin?: string,
) {
  await aviser(
    programme,
    tx,
    { utilisateur: a.id, genre: 'securite', adresse: '/compte' },
    composer(programme, langueDe(a.langue), `${evenement}:${a.id}:${crypto.randomUUID()}`, a.adresseElectronique, contenu, chemin),
  )
}

export const langueDe = (langue: string | null | undefined): 'fr' | 'en' => (langue === 'en' ? 'en' : 'fr')

export const destinataire = (db: Tx | Db, id: string) =>
  db
    .selectFrom('utilisateur')
    .select(['id', 'prenom', 'nom', 'langue', 'adresseElectronique'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
