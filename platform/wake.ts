import pg from 'pg'

const CHANNEL = 'choral_reveil'
/** PostgreSQL takes 8,000 bytes; subjects are lines. */
const PAYLOAD_MAX = 7500
/** A commit that notifies takes one lock for the whole instance: what happens meanwhile goes together. */
const PAUSE_MS = 10
const RETRY_MS = 1000

export interface Waker {
  /** Tells every process, this one first, that something under these subjects has changed; once the change is committed, never in its transaction. */
  wake: (...subjects: string[]) => void
  /** What changed, here or elsewhere. A notification may be lost with its connection: whoever listens also asks, now and then. */
  listen: (hear: (subjects: string[]) => void) => void
  close: () => Promise<void>
}

/**
 * Wakes the processes by LISTEN and NOTIFY, on a connection of its own: `url` leads to the database itself, never to a pooler. Opened when
 * first needed.
 */
export function createWaker(url: string, log: { warn: (o: object, m: string) => void }): Waker {
  const listeners: ((subjects: string[]) => void)[] = []
  const here = new Set<string>()
  const away = new Set<string>()
  let client: Promise<pg.Client> | null = null
  let closed = false
  let sending = false

  const tell = (subjects: string[]) => {
    for (const hear of listeners) hear(subjects)
  }
  const open = (): Promise<pg.Client> =>
    (client ??= connect(url, tell, lost).catch((e: Error) => {
      lost()
      throw e
    }))
  const lost = () => {
    client = null
    if (!closed && listeners.length)
      setTimeout(() => {
        if (!closed) open().catch((e: Error) => log.warn({ err: e }, 'not woken by other processes for now'))
      }, RETRY_MS).unref()
  }
  const send = async () => {
    sending = true
    while (away.size && !closed) {
      const payloads = pack([...away])
      away.clear()
      // Not sent: the others find it when they ask by themselves.
      await open()
        .then((c) => orElseEnd(c, 'select pg_notify($1, x) from unnest($2::text[]) x', [CHANNEL, payloads]))
        .catch(() => {})
      await new Promise((r) => setTimeout(r, PAUSE_MS))
    }
    sending = false
  }
  return {
    wake(...subjects) {
      if (!here.size)
        setImmediate(() => {
          const all = [...here]
          here.clear()
          tell(all)
        })
      for (const s of subjects) {
        here.add(s)
        away.add(s)
      }
      if (!sending) void send()
    },
    listen(hear) {
      listeners.push(hear)
      open().catch((e: Error) => log.warn({ err: e }, 'not woken by other processes for now'))
    },
    async close() {
      closed = true
      await client?.then((c) => c.end()).catch(() => {})
    },
  }
}

async function connect(url: string, tell: (subjects: string[]) => void, lost: () => void): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    connectionTimeoutMillis: 2000,
    query_timeout: 5000,
    application_name: 'choral',
  })
  client.once('end', lost)
  client.on('error', () => {})
  await client.connect()
  const { processID } = client as unknown as { processID: number }
  client.on('notification', (n) => {
    if (n.processId !== processID && n.payload) tell(n.payload.split('\n'))
  })
  // To notify is to commit: not one of them waits for the disk, nor makes those who must wait longer.
  await orElseEnd(client, `set synchronous_commit = off; listen ${CHANNEL}`)
  return client
}

/** A line that does not answer may have gone silent without closing: it is ended, so that another takes its place. */
const orElseEnd = (client: pg.Client, text: string, values?: unknown[]) =>
  client.query(text, values).catch((error: Error) => {
    void client.end().catch(() => {})
    throw error
  })

/** As few texts as hold them all. */
function pack(subjects: string[]): string[] {
  const payloads: string[] = []
  let room = 0
  for (const s of subjects) {
    const bytes = Buffer.byteLength(s) + 1
    if (bytes <= room) payloads[payloads.length - 1] += `\n${s}`
    else payloads.push(s)
    room = (bytes <= room ? room : PAYLOAD_MAX) - bytes
  }
  return payloads
}
