import type { ImapFlow } from 'imapflow'
import type { MailIn } from '#platform/mail/incoming/address.ts'
import { mailboxClient } from '#platform/mail/incoming/client.ts'

/** Bytes as they came; of one too large, its head alone. */
export interface Received {
  source: Buffer
  size: number
  tooLarge: boolean
}

/** At most so many at a time: what is left is read at the next round. */
const BATCH = 50

/**
 * Hands over what is unread in the mailbox, oldest first; each is marked read once `keep` has kept it, so that what is cut in between comes again.
 * @returns how many were kept
 */
export async function readMailbox(m: MailIn, maxBytes: number, keep: (r: Received) => Promise<void>): Promise<number> {
  const client = await mailboxClient(m, { socketTimeout: 60_000 })
  await client.connect()
  try {
    const lock = await client.getMailboxLock(m.folder)
    try {
      const unread = ((await client.search({ seen: false, deleted: false }, { uid: true })) || []).slice(0, BATCH)
      for (const uid of unread) {
        const received = await fetchOne(client, uid, maxBytes)
        if (received) await keep(received)
        await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true })
      }
      return unread.length
    } finally {
      lock.release()
    }
  } finally {
    await client.logout().catch(() => client.close())
  }
}

async function fetchOne(client: ImapFlow, uid: number, maxBytes: number): Promise<Received | null> {
  const found = await client.fetchOne(String(uid), { size: true }, { uid: true })
  // Taken away meanwhile by somebody else.
  if (!found) return null
  const size = found.size ?? 0
  const tooLarge = size > maxBytes
  const whole = await client.fetchOne(String(uid), tooLarge ? { headers: true } : { source: true }, { uid: true })
  return whole ? { source: Buffer.from((tooLarge ? whole.headers : whole.source) ?? ''), size, tooLarge } : null
}
