import { setImmediate as tour } from 'node:timers/promises'
import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransform, serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { decrire } from '#app/api/decrire.ts'
import { servirDocument } from '#app/api/document.ts'
import { routesDemandes } from '#app/api/demandes.ts'
import { nomCookieSession } from '#app/comptes/cookie.ts'
import type { Programme } from '#app/contexte.ts'
import type { Domaine } from '#app/page.ts'
import { fr } from '#ui/textes/index.ts'

export type Api = ReturnType<typeof typer>
const typer = (app: FastifyInstance) => app.withTypeProvider<ZodTypeProvider>()

/** /api/v1: every change through the demandes' definitions, every read through the screens' consultations (INT-08, INT-09). */
export async function servirApi(app: FastifyInstance, programme: Programme, domaines: Domaine[]) {
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: fr.api.titre, version: '1.0.0', description: fr.api.document.description },
      servers: [{ url: programme.settings.PUBLIC_URL }],
      components: {
        securitySchemes: {
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: nomCookieSession(programme.settings.PUBLIC_URL),
            description: fr.api.document.cookie,
          },
        },
      },
      security: [{ session: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: decrire,
  })
  // A parameter that a route does not read is refused, not ignored: « ?simulation=oui » where nothing is simulated would do the thing.
  app.addHook('onRoute', ({ url, schema }) => {
    if (schema && url.startsWith('/api/v1/') && !('hide' in schema)) schema.querystring ??= z.strictObject({})
  })
  // What one person may read is kept by nobody on the way.
  app.addHook('onSend', async (_q, reponse) => {
    if (!reponse.hasHeader('cache-control')) reponse.header('cache-control', 'private, no-cache')
  })
  const typee = typer(app)
  const demandes = domaines.flatMap((d) => d.demandes ?? [])
  routesDemandes(typee, programme, demandes)
  for (const inscrire of domaines.flatMap((d) => d.api ?? [])) {
    // The database that starts meanwhile gets a word in between.
    await tour()
    inscrire(typee, programme)
  }
  servirDocument(app)
  app.all('/api/v1/*', { schema: { hide: true } as object }, async (_q, reponse) => reponse.callNotFound())
}
