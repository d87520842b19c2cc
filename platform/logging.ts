import type { FastifyBaseLogger } from 'fastify'
import { pino, type DestinationStream } from 'pino'

/** A mail server repeats the address that it refuses; its host is enough to look for the cause. */
const withoutAddresses = (text = '') => text.replace(/[\w.+'-]+(@[\w.-]+\.[a-z]{2,})/gi, '***$1')

/** Of an error, what tells its cause: the database's client that hangs on it (its address, its cancel key) stays out. */
export function errorInWords(error: unknown) {
  const { name, message, code, stack, cause, queue } = (error ?? {}) as Error & { code?: string; queue?: string }
  return {
    type: name,
    message: withoutAddresses(message),
    ...(code ? { code } : {}),
    ...(queue ? { queue } : {}),
    stack: withoutAddresses(stack),
    ...(cause instanceof Error ? { cause: withoutAddresses(`${cause.name}: ${cause.message}`) } : {}),
  }
}

/** Logs carry ids and codes, never what a person typed nor a secret. */
export const createLogger = (level: string, to?: DestinationStream): FastifyBaseLogger =>
  pino(
    {
      level,
      serializers: { err: errorInWords },
      redact: ['req.headers.cookie', 'req.headers.authorization', '*.password', '*.jeton', '*.token'],
    },
    to as DestinationStream,
  )
