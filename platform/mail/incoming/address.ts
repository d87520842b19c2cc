/** Where mails come in, as MAIL_IN_URL says it. */
export interface MailIn {
  /** `local`: the local mailbox answers itself, nothing comes from elsewhere. */
  kind: 'imap' | 'smtp' | 'local'
  host: string
  port: number
  user: string
  password: string
  folder: string
  /** imaps, or STARTTLS when it is offered; « ?tls=non » forbids it. */
  tls: 'always' | 'offered' | 'never'
  /** The bare address that answers are sent to, before « +token ». */
  local: string
  domain: string
  /** « ?nouveaux=oui »: a mail to the bare address makes a new ticket. */
  opensTickets: boolean
}

const ADDRESS = /^([a-z0-9._-]{1,20})@((?:[a-z0-9-]+\.)*[a-z0-9-]+)$/

/** `imap(s)://user:pass@host/folder` or `smtp://host:port`, with `?adresse=tickets@exemple.fr`; null: not such an address. */
export function parseMailIn(text: string, publicUrl: string): MailIn | null {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  const kind = { 'imap:': 'imap', 'imaps:': 'imap', 'smtp:': 'smtp' }[url.protocol] as MailIn['kind'] | undefined
  const address = ADDRESS.exec((url.searchParams.get('adresse') ?? `tickets@${new URL(publicUrl).hostname}`).toLowerCase())
  if (!kind || !url.hostname || !address || (kind === 'smtp' && !url.port) || (kind === 'imap' && (!url.username || !url.password)))
    return null
  return {
    kind,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port ? Number(url.port) : url.protocol === 'imaps:' ? 993 : 143,
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    folder: decodeURIComponent(url.pathname.slice(1)) || 'INBOX',
    tls: url.protocol === 'imaps:' ? 'always' : url.searchParams.get('tls') === 'non' ? 'never' : 'offered',
    local: address[1]!,
    domain: address[2]!,
    opensTickets: url.searchParams.get('nouveaux') === 'oui',
  }
}

/** Where the local mailbox answers to. */
export const localMailIn = (publicUrl: string): MailIn => ({
  kind: 'local',
  host: '',
  port: 0,
  user: '',
  password: '',
  folder: '',
  tls: 'never',
  opensTickets: false,
  local: 'tickets',
  domain: new URL(publicUrl).hostname,
})

export const replyAddress = (m: MailIn, token: string) => `${m.local}+${token}@${m.domain}`

/** What an address received at says: the token of somebody's own address, '' for the bare one, null when it is not ours. */
export function tokenOf(m: MailIn, address: string): string | null {
  const a = address.toLowerCase()
  if (a === `${m.local}@${m.domain}`) return ''
  const end = `@${m.domain}`
  return a.startsWith(`${m.local}+`) && a.endsWith(end) ? a.slice(m.local.length + 1, -end.length) : null
}
