import type { AddressInfo } from 'node:net'
import type { SMTPServerSession } from 'smtp-server'
import type { MailIn } from '#platform/mail/incoming/address.ts'
import { tokenOf } from '#platform/mail/incoming/address.ts'

export interface HandedOver {
  source: Buffer
  ip: string
  helo: string
  from: string
  to: string[]
}
export interface Entry {
  port: number
  close: () => Promise<void>
}

const reply = (code: number, message: string) => Object.assign(new Error(message), { responseCode: code })

/** A small SMTP entry for one's own mail server: takes mails to our addresses only, and answers 250 once `keep` has kept them. */
export async function openSmtp(
  m: MailIn,
  maxBytes: number,
  keep: (h: HandedOver) => Promise<void>,
  onError: (e: Error) => void,
): Promise<Entry> {
  const { SMTPServer } = await import('smtp-server')
  const server = new SMTPServer({
    name: m.domain,
    banner: 'Choral',
    size: maxBytes,
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    maxClients: 20,
    socketTimeout: 60_000,
    closeTimeout: 1000,
    logger: false,
    onRcptTo: ({ address }, session, done) =>
      done(
        tokenOf(m, address) === null
          ? reply(550, 'no such address here')
          : session.envelope.rcptTo.length >= 10
            ? reply(452, 'too many recipients')
            : null,
      ),
    onData(stream, session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => {
        if (!stream.sizeExceeded) parts.push(part)
        else parts.length = 0
      })
      stream.on('end', () => {
        if (stream.sizeExceeded) return done(reply(552, 'message too large'))
        keep({ source: Buffer.concat(parts), ...handover(session) }).then(
          () => done(null),
          (e: Error) => {
            onError(e)
            done(reply(451, 'not kept, try again later'))
          },
        )
      })
    },
  })
  server.on('error', onError)
  await new Promise<void>((ready, failed) => {
    server.once('error', failed)
    server.listen(m.port, m.host, () => {
      server.off('error', failed)
      ready()
    })
  })
  return { port: (server.server.address() as AddressInfo).port, close: () => new Promise((closed) => server.close(closed)) }
}

const handover = (s: SMTPServerSession) => ({
  ip: s.remoteAddress,
  helo: s.clientHostname || String(s.hostNameAppearsAs || ''),
  from: s.envelope.mailFrom ? s.envelope.mailFrom.address : '',
  to: s.envelope.rcptTo.map((r) => r.address),
})
