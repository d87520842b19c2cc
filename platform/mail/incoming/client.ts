import type { ImapFlow } from 'imapflow'
import type { MailIn } from '#platform/mail/incoming/address.ts'

/** A client of the mailbox, not connected yet: it gives up after ten seconds without an answer; then after what `patience` says, in milliseconds. */
export async function mailboxClient(m: MailIn, patience: { socketTimeout: number } | { maxIdleTime: number }): Promise<ImapFlow> {
  const { ImapFlow } = await import('imapflow')
  const client = new ImapFlow({
    host: m.host,
    port: m.port,
    secure: m.tls === 'always',
    doSTARTTLS: m.tls === 'never' ? false : undefined,
    auth: { user: m.user, pass: m.password },
    logger: false,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    ...patience,
  } as ConstructorParameters<typeof ImapFlow>[0])
  // Told by the call that was waiting; without a listener it would end the process.
  client.on('error', () => {})
  return client
}
