import { convert } from 'html-to-text'
import PostalMime, { addressParser, type Address, type Email } from 'postal-mime'
import { debutDe } from '#platform/plier.ts'

export interface IncomingMail {
  /** Every author it names: one, if it is to be believed. */
  from: string[]
  /** Every address it says it was sent to. */
  to: string[]
  subject: string
  text: string
  /** By lower-case name; the first of each. */
  headers: Map<string, string>
  attachments: { name: string; content: Buffer }[]
}

/** A part in a part in a part: no mail that a person writes is as deep. */
const DEPTH = 16
const HEADERS_BYTES = 200_000
const TEXT_MAX = 100_000
const HTML_MAX = 500_000

/** Reads a mail without ever following what it points to. @throws Error when it is beyond the limits */
export async function parseMail(source: Buffer): Promise<IncomingMail> {
  const mail = await PostalMime.parse(source, { maxNestingDepth: DEPTH, maxHeadersSize: HEADERS_BYTES, attachmentEncoding: 'arraybuffer' })
  const headers = new Map<string, string>()
  for (const h of mail.headers) if (!headers.has(h.key)) headers.set(h.key, h.value)
  return {
    from: mail.headers.filter((h) => h.key === 'from').flatMap((h) => addresses(addressParser(h.value))),
    to: [
      ...addresses([...(mail.to ?? []), ...(mail.cc ?? [])]),
      ...mail.headers
        .filter((h) => ['delivered-to', 'x-original-to', 'envelope-to'].includes(h.key))
        .map((h) => h.value.trim().replace(/^<|>$/g, '')),
    ],
    subject: debutDe(line(mail.subject ?? ''), 200),
    text: debutDe(textOf(mail), TEXT_MAX),
    headers,
    attachments: mail.attachments
      .filter((a) => !a.related || a.disposition === 'attachment')
      .map((a, i) => ({ name: line(a.filename ?? '') || `piece-${i + 1}`, content: Buffer.from(a.content as ArrayBuffer) })),
  }
}

const addresses = (list: Address[]): string[] => list.flatMap((a) => (a.group ? addresses(a.group) : a.address ? [a.address] : []))
const line = (s: string) =>
  s
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[^\P{Cc}]/gu, '')
    .trim()
/** Nothing that cannot be seen, and no end of line but ours. */
const visible = (s: string) =>
  s
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .replaceAll('\u00a0', ' ')
    .trim()

/** The text part; without one, the words of the HTML: no image, no script, no form, and a link's address only when it is one of the web. */
function textOf(mail: Email): string {
  if (mail.text?.trim() || !mail.html) return visible(mail.text ?? '')
  return visible(
    convert(mail.html.slice(0, HTML_MAX), {
      wordwrap: false,
      limits: { maxInputLength: HTML_MAX, maxDepth: 100, ellipsis: '…' },
      selectors: [
        ...['img', 'style', 'script', 'form', 'iframe', 'object', 'svg', 'input', 'button', 'video', 'audio'].map((selector) => ({
          selector,
          format: 'skip',
        })),
        {
          selector: 'a',
          options: {
            hideLinkHrefIfSameAsText: true,
            ignoreHref: false,
            pathRewrite: (href: string) => (/^(https?:|mailto:)/i.test(href) ? href : ''),
          },
        },
        { selector: 'blockquote', options: { leadingLineBreaks: 1 } },
        ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
      ],
    }),
  )
}

/** Sent by a program, or on its behalf (RFC 3834): never answered. */
export function isAutomatic(mail: IncomingMail, envelopeFrom: string | null): boolean {
  const h = (name: string) => (mail.headers.get(name) ?? '').toLowerCase().trim()
  return (
    (h('auto-submitted') !== '' && !h('auto-submitted').startsWith('no')) ||
    /^(bulk|junk|list|auto_reply)/.test(h('precedence')) ||
    ['list-id', 'list-unsubscribe', 'x-autoreply', 'x-autorespond', 'x-auto-reply-from', 'feedback-id'].some((n) => mail.headers.has(n)) ||
    /^multipart\/report|^message\/(delivery-status|disposition-notification)/.test(h('content-type')) ||
    envelopeFrom === '' ||
    h('return-path') === '<>' ||
    mail.from.some((a) => /^(mailer-daemon|postmaster|no-?reply|ne-pas-repondre|noreply[-+].*|bounces?[-+]?.*)@/i.test(a))
  )
}
