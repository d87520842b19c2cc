import { createHash } from 'node:crypto'
import type { PoolClient } from 'pg'

const MARK = /^\s*\/\* @([a-z-]+) \*\//
/** Texts of a marked statement are few: those its code can write. */
const MAXIMUM = 200
const names = new Map<string, string | null>()

/** The name of a statement marked « /* @name *\/ » at its head: the mark, and what tells its variants apart. */
function nameOf(text: string): string | null {
  const known = names.get(text)
  if (known !== undefined) return known
  const mark = MARK.exec(text)?.[1]
  const name = mark ? `${mark}-${createHash('sha256').update(text).digest('base64url').slice(0, 8)}` : null
  if (names.size < MAXIMUM || name) names.set(text, name)
  return name
}

/**
 * The hottest statements are planned once a connection instead of at each use: half of what they cost the database.
 * Never through a pooler, where a name belongs to somebody else's connection: then `DATABASE_DIRECT_URL` is set, and nothing is named.
 */
export function nameMarkedStatements(client: PoolClient) {
  const query = client.query.bind(client) as (...a: unknown[]) => unknown
  ;(client as unknown as { query: (...a: unknown[]) => unknown }).query = (...a: unknown[]) => {
    const [text, values, done] = a
    const name = typeof text === 'string' && Array.isArray(values) ? nameOf(text) : null
    if (!name) return query(...a)
    return done ? query({ name, text, values }, done) : query({ name, text, values })
  }
}
