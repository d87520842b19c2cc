import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { isUnchanged } from '#platform/http/unchanged.ts'

/**
 * /api/v1/openapi.json: it weighs as much as a hundred pages and changes with the program only, so it is written once and sent to whoever
 * does not have it.
 */
export function servirDocument(app: FastifyInstance) {
  let document: { texte: string; etag: string } | undefined
  app.get('/api/v1/openapi.json', { schema: { hide: true } as object }, async (requete, reponse) => {
    document ??= ecrire(JSON.stringify(app.swagger()))
    reponse.header('etag', document.etag)
    if (isUnchanged(requete.headers, document.etag)) return reponse.code(304).send()
    return reponse.type('application/json; charset=utf-8').send(document.texte)
  })
}

const ecrire = (texte: string) => ({ texte, etag: `"${createHash('sha256').update(texte).digest('base64url').slice(0, 22)}"` })
