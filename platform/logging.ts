import type { FastifyBaseLogger } from 'fastify'
import { pino } from 'pino'

/** Logs carry ids and codes, never what a person typed nor a secret. */
export const createLogger = (level: string): FastifyBaseLogger =>
  pino({ level, redact: ['req.headers.cookie', 'req.headers.authorization', '*.password', '*.jeton', '*.token'] })
