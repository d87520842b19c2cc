import { connect, isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'

interface Protocol {
  port: number
  tls?: boolean
  says: string
  answers: RegExp
}
/** What is said once connected, and how what is there begins its answer: a mail server greets first, clamd answers a ping. */
const PROTOCOLS: Record<string, Protocol> = {
  'smtp:': { port: 25, says: '', answers: /^220[ -]/ },
  'smtps:': { port: 465, tls: true, says: '', answers: /^220[ -]/ },
  'imap:': { port: 143, says: '', answers: /^\* (OK|PREAUTH)\b/i },
  'imaps:': { port: 993, tls: true, says: '', answers: /^\* (OK|PREAUTH)\b/i },
  'tcp:': { port: 3310, says: 'zPING\0', answers: /^PONG/ },
  'unix:': { port: 0, says: 'zPING\0', answers: /^PONG/ },
}
/** Enough to recognise any of them. */
const HEARD_MAX = 200

/** Whether what is at this address speaks its protocol, and not only accepts a connection: a machine whose service hangs accepts them too. */
export function reachable(address: string, milliseconds = 1500): Promise<boolean> {
  const url = new URL(address)
  const protocol = PROTOCOLS[url.protocol]
  return protocol ? greets(url, protocol, milliseconds) : answersHttp(url, milliseconds)
}

const LATELY_MS = 30_000
const lately = new Map<string, { until: number; answer: Promise<boolean> }>()

/** The same, asked twice a minute at most: for a page that anybody may open. */
export function reachableLately(address: string): Promise<boolean> {
  const known = lately.get(address)
  if (known && known.until > performance.now()) return known.answer
  const answer = reachable(address)
  lately.set(address, { until: performance.now() + LATELY_MS, answer })
  return answer
}

function greets(url: URL, { port, tls, says, answers }: Protocol, milliseconds: number): Promise<boolean> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  return new Promise((tell) => {
    const at = { host, port: Number(url.port) || port }
    const socket: Socket =
      url.protocol === 'unix:'
        ? connect({ path: url.pathname })
        : tls
          ? connectTls({ ...at, ...(isIP(host) ? {} : { servername: host }) })
          : connect(at)
    let heard = ''
    const end = (answer: boolean) => {
      clearTimeout(patience)
      socket.destroy()
      tell(answer)
    }
    // Of the whole, not of each silence: what speaks a byte at a time does not answer.
    const patience = setTimeout(() => end(false), milliseconds)
    socket.once(tls ? 'secureConnect' : 'connect', () => {
      if (says) socket.write(says)
    })
    socket.on('data', (d) => {
      heard += d.toString('latin1')
      if (answers.test(heard)) end(true)
      else if (/[\n\0]/.test(heard) || heard.length > HEARD_MAX) end(false)
    })
    socket.once('close', () => end(false)).once('error', () => end(false))
  })
}

/** Any answer is one, whatever it thinks of the question; what stands in front of a service that is away says 502 to 504, or fails. */
const answersHttp = (url: URL, milliseconds: number) =>
  fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(milliseconds) }).then(
    (r) => r.status < 500 || r.status === 501,
    () => false,
  )
