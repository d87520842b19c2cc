import { setTimeout as wait } from 'node:timers/promises'
import type { MailIn } from '#platform/mail/incoming/address.ts'
import { mailboxClient } from '#platform/mail/incoming/client.ts'

/** Between two attempts, when the server does not answer: longer each time. */
const PAUSES_MS = [1000, 5000, 30_000, 300_000]

export interface Watch {
  close: () => Promise<void>
}

/**
 * Stays connected to the mailbox (IDLE) and says that something has come, as soon as the server tells it. It only hastens the reading of
 * every minute:
 * a server that cannot, or a line that is cut, loses nothing.
 */
export function watchMailbox(m: MailIn, arrived: () => Promise<unknown>): Watch {
  const stop = new AbortController()
  const end = keepWatching(m, arrived, stop.signal)
  return {
    close: async () => {
      stop.abort()
      await end
    },
  }
}

async function keepWatching(m: MailIn, arrived: () => Promise<unknown>, signal: AbortSignal) {
  for (let failures = 0; !signal.aborted; failures++) {
    const began = performance.now()
    await watchOnce(m, arrived, signal).catch(() => {})
    // One that held for a while was not a failure.
    if (performance.now() - began > 60_000) failures = 0
    await wait(PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)], undefined, { signal, ref: false }).catch(() => {})
  }
}

async function watchOnce(m: MailIn, arrived: () => Promise<unknown>, signal: AbortSignal) {
  const client = await mailboxClient(m, { maxIdleTime: 600_000 })
  const closed = new Promise<void>((done) => {
    client.on('close', done)
  })
  const cut = () => client.close()
  signal.addEventListener('abort', cut)
  try {
    await client.connect()
    // Nothing can be told at once: the reading of every minute is enough.
    if (!client.capabilities.has('IDLE')) return void (await wait(3_600_000, undefined, { signal, ref: false }))
    client.on('exists', (e: { count: number; prevCount: number }) => {
      if (e.count > e.prevCount) arrived().catch(() => {})
    })
    await client.mailboxOpen(m.folder, { readOnly: true })
    await closed
  } finally {
    signal.removeEventListener('abort', cut)
    client.close()
  }
}
