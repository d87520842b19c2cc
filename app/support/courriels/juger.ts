import { sql } from 'kysely'
import { adresseCanonique } from '#app/comptes/adresse.ts'
import type { Programme } from '#app/contexte.ts'
import { adresseConnue, entreeDesCourriels, type AdresseConnue } from '#app/support/courriels/adresses.ts'
import { tokenOf } from '#platform/mail/incoming/address.ts'
import { vouchedFor, type Resolver } from '#platform/mail/incoming/authenticate.ts'
import { isAutomatic } from '#platform/mail/incoming/parse.ts'
import type { ReadMail } from '#platform/mail/incoming/read.ts'
import { isTrusted } from '#platform/proxies.ts'

/** Why a mail is set aside; the last ones can only be met by somebody who is who they say. */
export const RAISONS = [
  'trop-grand',
  'illisible',
  'automatique',
  'sans-jeton',
  'jeton-inconnu',
  'autre-adresse',
  'authentification',
  'trop-de-courriels',
  'vide',
  'ferme',
  'autre-statut',
  'pas-pris',
  'acces',
  'refuse',
] as const
export type RaisonEcart = (typeof RAISONS)[number]

/** The author of a mail, once they are known to be that person. */
export interface Auteur {
  utilisateur: string | null
  contact: string | null
  adresse: string
  adresseElectronique: string
  langue: string
}
export type Verdict =
  | { ecarte: RaisonEcart; ticket?: number | undefined }
  | { attendre: true }
  /** `reponse`: to which ticket; null: written to the bare address, it makes a new one. */
  | { auteur: Auteur; reponse: AdresseConnue | null }

export interface CourrielRecu {
  id: string
  source: Buffer
  enveloppeDe: string | null
  enveloppeA: string[]
  ip: string | null
  helo: string | null
  ancien: boolean
}

/** So many mails of one address are added to a ticket in an hour: two programs that answer each other stop there. */
const PAR_HEURE = 6

/**
 * Who wrote, to which ticket, and whether it is to be believed: the recipient's own token, their own verified address, and a domain that
 * vouches for it (hard case T01). Each is asked before the next, the network last.
 */
export async function jugerCourriel(programme: Programme, r: CourrielRecu, m: ReadMail, resolver?: Resolver): Promise<Verdict> {
  if (isAutomatic(m, r.enveloppeDe)) return { ecarte: 'automatique' }
  const entree = entreeDesCourriels(programme)!
  const jetons = (r.enveloppeA.length ? r.enveloppeA : m.to).map((a) => tokenOf(entree, a)).filter((j) => j !== null)
  const jeton = jetons.find((j) => j !== '') ?? null
  if (jeton === null && !(entree.opensTickets && jetons.length)) return { ecarte: 'sans-jeton' }
  const reponse = jeton === null ? null : await adresseConnue(programme.db, jeton)
  if (jeton !== null && !reponse) return { ecarte: 'jeton-inconnu' }
  const ticket = reponse?.ticket
  const de = m.from.length === 1 ? adresseCanonique(m.from[0]) : null
  const auteur = de ? await auteurDe(programme, de, reponse) : null
  if (!auteur) return { ecarte: 'autre-adresse', ticket }
  // The local mailbox writes for whom it received: nobody else can hand a mail over to it.
  const garant = entree.kind === 'local' ? 'pass' : await vouchedFor(r.source, garantDuRelais(programme, r), de!, resolver)
  // Names that cannot be asked now are asked again for a while.
  if (garant === 'unknown' && !r.ancien) return { attendre: true }
  if (garant !== 'pass') return { ecarte: 'authentification', ticket }
  return ticket && (await tropRecus(programme, de!, ticket)) ? { ecarte: 'trop-de-courriels', ticket } : { auteur, reponse }
}

/** The person whose reply address it is, or, for a new ticket, whose account: active, and the address answered its link. */
async function auteurDe({ db }: Pick<Programme, 'db'>, de: string, reponse: AdresseConnue | null): Promise<Auteur | null> {
  const { rows } = reponse?.contact
    ? await sql<Auteur>`select null as utilisateur, id as contact, adresse::text as adresse, adresse::text as adresse_electronique, langue
      from contact_verifie
      where id = ${reponse.contact}::uuid and adresse = ${de}`.execute(db)
    : await sql<Auteur>`select id as utilisateur, null as contact, ${de}::text as adresse,
        adresse_electronique::text as adresse_electronique, langue
      from utilisateur
      where ${
        reponse
          ? sql`id = ${reponse.utilisateur}::uuid and (adresse_electronique = ${de} or adresse_contact = ${de})`
          : sql`adresse_electronique
            = ${de}`
      } and est_actif and adresse_verifiee`.execute(db)
  return rows[0] ?? null
}

/** Handed over by one's own mail server, it is that server's Received header which says by whom it was written. */
const garantDuRelais = ({ settings }: Pick<Programme, 'settings'>, r: CourrielRecu) => ({
  ip: r.ip && isTrusted(settings.TRUST_PROXY, r.ip) ? null : r.ip,
  helo: r.helo,
  from: r.enveloppeDe,
})

const tropRecus = async ({ db }: Pick<Programme, 'db'>, de: string, ticket: number) =>
  (
    await sql<{
      n: number
    }>`select count(*)::int as n
      from courriel_recu
      where de = ${de} and recu_le > maintenant() - interval '1 hour' and ticket = ${ticket} and etat = 'ajoute'`.execute(db)
  ).rows[0]!.n >= PAR_HEURE
