import helmet, { type FastifyHelmetOptions } from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'

/**
 * What every answer says to browsers. It never changes: worked out by the first one, which costs as much as all the rest of a short answer,
 * then given as it is. A route whose `config` says `plain` does without.
 */
export async function addHeaders(app: FastifyInstance, options: FastifyHelmetOptions) {
  await app.register(helmet, Object.assign(options, { global: false }))
  let known: Record<string, string | number | string[] | undefined> | null = null
  app.addHook('onRequest', async (request, reply) => {
    if ((request.routeOptions.config as { plain?: boolean } | undefined)?.plain) return
    if (!known) {
      await reply.helmet()
      known = { ...reply.raw.getHeaders() }
      for (const name of reply.raw.getHeaderNames()) reply.raw.removeHeader(name)
    }
    reply.headers(known)
  })
}
