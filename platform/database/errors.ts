interface DbError {
  code?: string
  message?: string
  constraint?: string
  commitUnknown?: boolean
}

/** The database cannot serve now (connection lost, starting, read-only, full): nothing happened before COMMIT, ask again. */
export function isUnavailable(error: unknown): boolean {
  const { code = '', message = '' } = (error ?? {}) as DbError
  if (/^08|^57P0|^53|^25006$|^ECONN|^ENOENT$|^EPIPE$|^ENOTFOUND$|^ETIMEDOUT$|^EHOST|^ENET|^EAI_AGAIN$/.test(code)) return true
  return /Connection terminated|connection error and is not queryable|timeout exceeded when trying to connect|Query read timeout/.test(
    message,
  )
}

/** Two transactions waited for each other, and this one was undone: nothing of it is left, asked again it passes. */
export const isCrossed = (error: unknown): boolean => ['40P01', '40001'].includes((error as DbError | null)?.code ?? '')

/** COMMIT was sent and not answered, or answered without its replica: applied or not, only the idempotency key tells. */
export const isCommitUnknown = (error: unknown): boolean => Boolean((error as DbError | null)?.commitUnknown)

/** No room left where the database writes. */
export const isDiskFull = (error: unknown): boolean => (error as DbError | null)?.code === '53100'

/** A text that the database cannot hold: NUL, or half a character. */
export const isUnstorableText = (error: unknown): boolean => ['22021', '22P05'].includes((error as DbError | null)?.code ?? '')

/** The name of the constraint that refused, when one did. */
export const violatedConstraint = (error: unknown): string | null => {
  const { code = '', constraint } = (error ?? {}) as DbError
  return code.startsWith('23') ? (constraint ?? null) : null
}
