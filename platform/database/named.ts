import { createHash } from 'node:crypto'
import type { PoolClient } from 'pg'

const MARK = /^\s*\/\* @([a-z-]+)(~?) \*\//
/** Texts of a marked statement are few: those its code can write. */
const MAXIMUM = 200
/**
 * Of statements marked « ~ », whose text follows what is asked for: a connection keeps the plans of so many, the latest used. One takes
 * half a megabyte.
 */
const VARIANTS_KEPT = 12
interface Named {
  name: string
  variant: boolean
}
const names = new Map<string, Named | null>()
const kept = new WeakMap<PoolClient, Set<string>>()

/** The name of a statement marked « /* @name *\/ » at its head: the mark, and what tells its variants apart. */
function nameOf(text: string): Named | null {
  const known = names.get(text)
  if (known !== undefined) return known
  const mark = MARK.exec(text)
  const named = mark
    ? { name: `${mark[1]}-${createHash('sha256').update(text).digest('base64url').slice(0, 8)}`, variant: mark[2] === '~' }
    : null
  if (names.size < MAXIMUM || (named && !named.variant)) names.set(text, named)
  return named
}

/** When nobody uses the connection: nothing that it was asked is still on its way. */
export function forgetOldVariants(client: PoolClient) {
  const names = kept.get(client)
  if (!names || names.size <= VARIANTS_KEPT) return
  const { parsedStatements } = (client as unknown as { connection: { parsedStatements: Record<string, string> } }).connection
  for (const name of [...names].slice(0, names.size - VARIANTS_KEPT)) {
    names.delete(name)
    if (parsedStatements[name] === undefined) continue
    delete parsedStatements[name]
    client.query(`deallocate "${name}"`).catch(() => {})
  }
}

/**
 * The hottest statements are planned once a connection instead of at each use: half of what they cost the database.
 * Never through a pooler, where a name belongs to somebody else's connection: then `DATABASE_DIRECT_URL` is set, and nothing is named.
 */
export function nameMarkedStatements(client: PoolClient) {
  const query = client.query.bind(client) as (...a: unknown[]) => unknown
  ;(client as unknown as { query: (...a: unknown[]) => unknown }).query = (...a: unknown[]) => {
    const [text, values, done] = a
    const named = typeof text === 'string' && Array.isArray(values) ? nameOf(text) : null
    if (!named) return query(...a)
    const { name } = named
    if (named.variant) {
      const names = kept.get(client) ?? new Set()
      names.delete(name)
      kept.set(client, names.add(name))
    }
    return done ? query({ name, text, values }, done) : query({ name, text, values })
  }
}
