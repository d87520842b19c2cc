interface DbError { code?: string; message?: string; constraint?: string }

/** The database cannot serve now (connection lost, starting, read-only, full): nothing happened before COMMIT, ask again. */
export function isUnavailable(error: unknown): boolean {
  const { code = '', message = '' } = (error ?? {}) as DbError
  if (/^08|^57P0|^53|^25006$|^ECONN|^ENOENT$|^EPIPE$/.test(code)) return true
  return /Connection terminated|connection error and is not queryable|timeout exceeded when trying to connect|Query read timeout/.test(message)
}

/** The name of the constraint that refused, when one did. */
export const violatedConstraint = (error: unknown): string | null => {
  const { code = '', constraint } = (error ?? {}) as DbError
  return code.startsWith('23') ? (constraint ?? null) : null
}
