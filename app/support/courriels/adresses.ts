import { createHash, createHmac, hkdfSync } from 'node:crypto'
import { sql } from 'kysely'
import type { Programme } from '#app/contexte.ts'
import type { Reponse } from '#platform/mail/index.ts'
import { localMailIn, parseMailIn, replyAddress, type MailIn } from '#platform/mail/incoming/address.ts'
import type { Db, Tx } from '#platform/database/open.ts'

type Reglages = Pick<Programme, 'settings'>
/** A person with an account, or a verified address without one. */
export type Repondant = { utilisateur: string; contact?: undefined } | { contact: string; utilisateur?: undefined }
export interface AdresseConnue {
  ticket: number
  numero: string
  utilisateur: string | null
  contact: string | null
}

/** Where mails come in; null: nobody can answer by mail. */
export const entreeDesCourriels = ({ settings }: Reglages): MailIn | null =>
  settings.MAIL_IN_URL
    ? parseMailIn(settings.MAIL_IN_URL, settings.PUBLIC_URL)
    : settings.demonstration && !settings.SMTP_URL
      ? localMailIn(settings.PUBLIC_URL)
      : null

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'
/** 160 bits in letters and figures that no mail server changes. */
const enLettres = (octets: Buffer) =>
  [...octets]
    .map((o) => o.toString(2).padStart(8, '0'))
    .join('')
    .match(/.{5}/g)!
    .map((b) => ALPHABET[Number.parseInt(b, 2)])
    .join('')

/**
 * The same each time, so that a conversation has one address; made from the secret, so that nobody can guess it and the database does not
 * know it.
 */
function jetonDe({ settings }: Reglages, numero: string, qui: Repondant): string {
  const cle = Buffer.from(hkdfSync('sha256', settings.SECRET_KEY, 'choral', 'adresse_reponse/1', 32))
  return enLettres(
    createHmac('sha256', cle)
      .update(`${numero}:${qui.utilisateur ? 'utilisateur' : 'contact'}:${qui.utilisateur ?? qui.contact}`)
      .digest()
      .subarray(0, 20),
  )
}

const empreinteDe = (jeton: string) => createHash('sha256').update(jeton.toLowerCase()).digest()

/** The address by which this person, and nobody else, answers this ticket; its mails make one thread (TIC-08). null: answers are not read. */
export async function adresseDeReponse(milieu: Reglages, tx: Tx | Db, numero: string, qui: Repondant): Promise<Reponse | null> {
  const entree = entreeDesCourriels(milieu)
  if (!entree) return null
  const jeton = jetonDe(milieu, numero, qui)
  await sql`insert into adresse_reponse (empreinte, ticket, utilisateur, contact)
    select ${empreinteDe(jeton)}, id, ${qui.utilisateur ?? null}::uuid, ${qui.contact ?? null}::uuid
    from ticket
    where numero = ${numero}
    on conflict do nothing`.execute(tx)
  return { adresse: replyAddress(entree, jeton), fil: `ticket.${numero.toLowerCase()}` }
}

/** Whose address this token is, and for which ticket. */
export async function adresseConnue(db: Db, jeton: string): Promise<AdresseConnue | null> {
  const { rows } = await sql<AdresseConnue>`select a.ticket::int, t.numero, a.utilisateur, a.contact
      from adresse_reponse a
      join ticket t on t.id = a.ticket
      where a.empreinte = ${empreinteDe(jeton)}`.execute(db)
  return rows[0] ?? null
}
