import type { FastifyRequest } from 'fastify'

/**
 * True when a state-changing request may have been forged by another site: asked before any body is read.
 * Sec-Fetch-Site decides; it is absent on plain http elsewhere than localhost, where Origin decides. Neither: refused (INT-17).
 */
export function isForged(request: FastifyRequest, publicOrigin: string): boolean {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return false
  const { origin, 'sec-fetch-site': site, authorization, cookie } = request.headers
  if (authorization && !cookie) return false
  if (site) return site !== 'same-origin'
  if (origin === publicOrigin) return false
  // No public address was given: the machine is reached under whatever name it has. With one, a page of another name that resolves here is
  // a stranger.
  return !isLoopback(publicOrigin) || origin !== `${request.protocol}://${request.headers.host}`
}

const isLoopback = (url: string) => ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname)
