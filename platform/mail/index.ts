import { createHash } from 'node:crypto'
import type { Db, Tx } from '#platform/database/open.ts'
import { GiveUp, type Jobs, type Sending } from '#platform/jobs.ts'
import type { Settings } from '#platform/settings.ts'

export interface Mail {
  /** Stable: a repeat bears the same Message-ID and can be discarded. */
  id: string
  a: string
  sujet: string
  texte: string
  html: string
  /** Where an answer goes, and the thread that it belongs to; none: nobody reads what is answered. */
  reponse?: Reponse | undefined
  /** Address that puts an end to such mails when something is posted there (RFC 8058). */
  desabonnement?: string | undefined
  /** An answer to a mail, rather than news (RFC 3834). */
  enReponse?: true
}

export interface Reponse {
  adresse: string
  fil: string
}

/** What of the program sending needs. */
interface Sender {
  settings: Settings
  db: Db
  jobs: Sending
}

const QUEUE = 'courriel'

/** Puts a mail in the caller's transaction: it leaves if and only if the transaction commits. */
export const sendMail = (programme: Sender, tx: Tx | Db, mail: Mail) => programme.jobs.send(tx, QUEUE, mail)

/** The same for several mails, in one statement. */
export const sendMails = (programme: Sender, tx: Tx | Db, mails: Mail[]) => programme.jobs.sendMany(tx, QUEUE, mails)

/** Declares the queue that delivers what `sendMail` put aside. */
export const declareMail = (programme: Sender & { jobs: Jobs }) =>
  programme.jobs.handle<Mail>(
    QUEUE,
    (mail) => deliver(programme, mail),
    programme.settings.SMTP_URL
      ? undefined
      : async (tx, mails) => {
          await keepLocally(tx, mails)
          return []
        },
  )

/** Hands a mail over at once: to the SMTP server, or to the local mailbox when none is set. */
export async function deliver(programme: Sender, mail: Mail): Promise<void> {
  if (programme.settings.SMTP_URL) return deliverBySmtp(programme, mail)
  await keepLocally(programme.db, [mail])
}

/** The local mailbox is a table: many mails are one statement. */
const keepLocally = (db: Db | Tx, mails: Mail[]) =>
  db
    .insertInto('courriel')
    .values(
      mails.map((m) => ({
        id: m.id,
        destinataire: m.a,
        sujet: m.sujet,
        texte: m.texte,
        html: m.html,
        reponse: m.reponse?.adresse ?? null,
      })),
    )
    .onConflict((c) => c.doNothing())
    .execute()

/** Nobody reads what is sent there. */
export const senderOf = ({ PUBLIC_URL }: Pick<Settings, 'PUBLIC_URL'>) => `ne-pas-repondre@${new URL(PUBLIC_URL).hostname}`

type Transport = { sendMail: (m: object) => Promise<unknown> }
const transports = new Map<string, Promise<Transport>>()

async function deliverBySmtp({ settings }: Sender, mail: Mail) {
  const url = settings.SMTP_URL!
  let transport = transports.get(url)
  if (!transport) {
    transport = import('nodemailer').then(
      (m) =>
        m.createTransport({
          url,
          pool: true,
          maxConnections: 2,
          connectionTimeout: 10_000,
          greetingTimeout: 10_000,
          socketTimeout: 30_000,
          disableFileAccess: true,
          disableUrlAccess: true,
        } as never) as Transport,
    )
    transports.set(url, transport)
  }
  const domaine = new URL(settings.PUBLIC_URL).hostname
  const envoyer = await transport
  await envoyer
    .sendMail({
      messageId: `<${createHash('sha256').update(mail.id).digest('hex').slice(0, 32)}@${domaine}>`,
      from: { name: 'Choral', address: senderOf(settings) },
      // As an object: a string would be parsed, and an address list could hide in it.
      to: { name: '', address: mail.a },
      subject: mail.sujet,
      text: mail.texte,
      html: mail.html,
      ...(mail.reponse
        ? {
            replyTo: { name: 'Choral', address: mail.reponse.adresse },
            inReplyTo: `<${mail.reponse.fil}@${domaine}>`,
            references: [`<${mail.reponse.fil}@${domaine}>`],
          }
        : {}),
      headers: {
        'Auto-Submitted': mail.enReponse ? 'auto-replied' : 'auto-generated',
        'X-Auto-Response-Suppress': 'All',
        ...(mail.desabonnement
          ? { 'List-Unsubscribe': `<${mail.desabonnement}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
          : {}),
      },
    })
    .catch((error: Error & { command?: string; responseCode?: number }) => {
      // The server will never take this address: the others are not made to wait behind it.
      throw error.command === 'RCPT TO' && (error.responseCode ?? 0) >= 500 ? new GiveUp(error.message, { cause: error }) : error
    })
}
