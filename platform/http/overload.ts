import underPressure from '@fastify/under-pressure'
import type { FastifyInstance } from 'fastify'
import { Refus } from '#platform/http/problem.ts'

/** Milliseconds: how often the loop is looked at, and by how much too late each time it is overloaded. */
export const OVERLOAD = { every: 500, late: 1000 }
/** So many times in a row: a program that stood still once, or a machine that wakes up, answers at once. */
const TIMES = 3
const RETRY_SECONDS = 10

/**
 * Refuses (503, `indisponible`) while what is asked cannot be done in time.
 * The library's own measure, an average, takes a second without any measure for the worst of all, and all of that second's requests with it.
 */
export function refuseWhenOverloaded(server: FastifyInstance, { every, late } = OVERLOAD) {
  let seen = performance.now()
  let times = 0
  return server.register(underPressure, {
    exposeStatusRoute: false,
    healthCheckInterval: every,
    healthCheck: async () => {
      const now = performance.now()
      times = now - seen - every > late ? times + 1 : 0
      seen = now
      return times < TIMES
    },
    pressureHandler: async () => {
      throw new Refus({ status: 503, code: 'indisponible', detail: '', reessayerDans: RETRY_SECONDS })
    },
  })
}
