import type { FastifyInstance } from 'fastify'
import type { ErreurChamp } from '#platform/http/problem.ts'

const MAX_DEPTH = 32
const MAX_MEMBERS = 5000

/** Of a body that is no JSON, as the parser's own errors are told. */
const NOT_JSON = { code: 'INVALID_JSON_BODY' }
const refuse = (statusCode: number, plus: object = {}) => Object.assign(new Error('input refused'), { statusCode, ...plus })

/**
 * What a well-behaved client never sends, refused before any rule reads it (hard cases P07, P09): JSON too deep, with too many or
 * doubled members; two Hosts (P06); texts that PostgreSQL cannot hold (NUL, lone surrogates); another charset than UTF-8; plain text.
 */
export function guardInput(app: FastifyInstance) {
  app.removeContentTypeParser('text/plain')
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) =>
    parse(request, body, (error, value) => {
      if (error) return done(error)
      // Every body of the API is an object: a list or a text would read as one whose members are all missing.
      const fault =
        request.url.startsWith('/api/v1/') && value !== null && (typeof value !== 'object' || Array.isArray(value))
          ? refuse(422, { notAnObject: true })
          : shapeFault(body, value)
      return fault ? done(fault) : done(null, value)
    }),
  )
  app.addHook('onRequest', async (request, reply) => {
    // Two hosts: two servers could each take theirs (RFC 9112 §3.2).
    if (request.raw.rawHeaders.filter((h, i) => i % 2 === 0 && h.toLowerCase() === 'host').length > 1) {
      reply.header('connection', 'close')
      throw refuse(400)
    }
  })
  app.addHook('preParsing', async (request) => {
    // Read as it is written: a packed body would be taken for another text than its sender's.
    if ((request.headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity') throw refuse(415)
    const charset = /;\s*charset\s*=\s*"?([\w-]+)/i.exec(request.headers['content-type'] ?? '')?.[1]?.toLowerCase()
    if (charset && !['utf-8', 'utf8', 'us-ascii'].includes(charset)) throw refuse(415)
  })
  app.addHook('preValidation', async (request) => {
    if (unreadable(request.params) || unreadable(request.query) || /%00/.test(request.url)) throw refuse(400)
    const champs = unreadableFields(request.body)
    if (champs.length) throw refuse(422, { illisibles: champs })
  })
}

/**
 * An address that no text is written as (« %ff ») names what is not there: looked for as it was sent, it is answered as any other that
 * leads nowhere.
 */
export function readableAddress(url: string): string {
  if (!url.includes('%')) return url
  const [path = ''] = url.split(/[?#]/, 1)
  try {
    decodeURIComponent(path)
    return url
  } catch {
    return path.replaceAll('%', '%25') + url.slice(path.length)
  }
}

/** The same for the fields of a form that is read after the hooks. */
export function guardFields(fields: Map<string, string[]>) {
  const champs = unreadableFields(fields)
  if (champs.length) throw refuse(422, { illisibles: champs })
}

/** The fields of a body that hold what cannot be kept, by their path. */
export interface InputFault {
  notAnObject?: boolean
  illisibles?: Pick<ErreurChamp, 'champ'>[]
}

const isUnreadable = (text: string) => text.includes('\0') || !text.isWellFormed()
const unreadable = (o: unknown) =>
  typeof o === 'object' && o !== null && Object.entries(o).some(([k, v]) => isUnreadable(k) || (typeof v === 'string' && isUnreadable(v)))

function unreadableFields(body: unknown): { champ: string }[] {
  if (body instanceof Map)
    return [...(body as Map<string, string[]>)]
      .filter(([k, v]) => isUnreadable(k) || v.some(isUnreadable))
      .map(([champ]) => ({ champ: printable(champ) }))
  const found: { champ: string }[] = []
  walk(body, (path, value) => {
    if (isUnreadable(path) || (typeof value === 'string' && isUnreadable(value))) found.push({ champ: printable(path) })
  })
  return found
}

const printable = (text: string) => text.replaceAll('\0', '').toWellFormed().slice(0, 60)

/** Depth first, without recursion: what is walked may be deeper than a stack. */
function walk(root: unknown, visit: (path: string, value: unknown) => void) {
  const stack: { value: unknown; path: string; level: number }[] = [{ value: root, path: '', level: 0 }]
  for (let item = stack.pop(); item; item = stack.pop()) {
    const { value, path, level } = item
    if (level) visit(path, value)
    if (typeof value !== 'object' || value === null || value instanceof Map || Buffer.isBuffer(value) || level >= MAX_DEPTH) continue
    for (const [k, v] of Object.entries(value)) stack.push({ value: v, path: path ? `${path}.${k}` : k, level: level + 1 })
  }
}

/** Members of an object and of all that it holds; NaN when it is too deep. */
function keptMembers(value: object, level = 1): number {
  if (level > MAX_DEPTH) return Number.NaN
  let members = 0
  if (Array.isArray(value)) for (const v of value) members += typeof v === 'object' && v !== null ? keptMembers(v as object, level + 1) : 0
  else
    for (const k in value) {
      const v = (value as Record<string, unknown>)[k]
      members += typeof v === 'object' && v !== null ? 1 + keptMembers(v, level + 1) : 1
    }
  return members
}

/** A member written twice means two things to two readers: counted in the text, then in the value. */
function shapeFault(text: string, value: unknown, maximum = MAX_MEMBERS): Error | null {
  const written = writtenMembers(text)
  if (written > maximum) return refuse(413)
  const kept = typeof value === 'object' && value !== null ? keptMembers(value) : 0
  return kept === written ? null : refuse(400, NOT_JSON)
}

const isEscaped = (text: string, at: number) => {
  let slashes = 0
  while (text.charCodeAt(at - 1 - slashes) === 92) slashes++
  return slashes % 2 === 1
}

/** Strings followed by a colon, in a text that is JSON: from one quote to the next, whatever lies between. */
function writtenMembers(text: string): number {
  let written = 0
  for (let open = text.indexOf('"'); open >= 0;) {
    let close = text.indexOf('"', open + 1)
    while (close >= 0 && isEscaped(text, close)) close = text.indexOf('"', close + 1)
    if (close < 0) break
    let next = close + 1
    while (text.charCodeAt(next) <= 32) next++
    if (text.charCodeAt(next) === 58) written++
    open = text.indexOf('"', next)
  }
  return written
}

/** A JSON text under the same rules, for a route that reads its own body and expects long ones. @throws 400, 413 */
export function readJson(text: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw refuse(400)
  }
  const fault = shapeFault(text, value, Infinity)
  if (fault) throw fault
  return value
}
