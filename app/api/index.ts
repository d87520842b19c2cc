import { setImmediate as tour } from 'node:timers/promises'
import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransform, serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { pageApi } from '#app/api/api.page.tsx'
import type { Programme } from '#app/contexte.ts'
import { decrire } from '#app/api/decrire.ts'
import { routesAnnuaire } from '#app/api/annuaire.ts'
import { routesApprobations } from '#app/api/approbations.ts'
import { routesActualites } from '#app/api/actualites.ts'
import { routesAvis } from '#app/api/avis.ts'
import { routesIncidents } from '#app/api/incidents.ts'
import { routesAvisDesDemarches } from '#app/api/avis-demarches.ts'
import { routesChiffres } from '#app/api/chiffres.ts'
import { routesComptes } from '#app/api/comptes.ts'
import { routesCoordonnees } from '#app/api/coordonnees.ts'
import { routesCreations } from '#app/api/creations.ts'
import { routesCourrielsRecus } from '#app/api/courriels-recus.ts'
import { routesCatalogue } from '#app/api/catalogue.ts'
import { routesDemandes } from '#app/api/demandes.ts'
import { routesDroits, routesEnsembles } from '#app/api/droits.ts'
import { routesExploitation } from '#app/api/exploitation.ts'
import { routesSecondsFacteurs } from '#app/api/seconds-facteurs.ts'
import { routesGroupes } from '#app/api/groupes.ts'
import { routesHabilitations } from '#app/api/habilitations.ts'
import { routesImports } from '#app/api/imports.ts'
import { routesInvitations } from '#app/api/invitations.ts'
import { routesMandats } from '#app/api/mandats.ts'
import { routesMessages } from '#app/api/messages.ts'
import { routesMoi } from '#app/api/moi.ts'
import { routesPieces } from '#app/api/pieces.ts'
import { routesPubliques } from '#app/api/publiques.ts'
import { routesRecuperations } from '#app/api/recuperations.ts'
import { routesReponsesTypes } from '#app/api/reponses-types.ts'
import { routesQualite } from '#app/api/qualite.ts'
import { routesServices } from '#app/api/services.ts'
import { routesStructures } from '#app/api/structures.ts'
import { routesDeLEmission } from '#app/api/tickets/emission.ts'
import { routesTicketsRecus } from '#app/api/tickets/recus.ts'
import { routesSansCompte } from '#app/api/tickets/sans-compte.ts'
import { routesTickets } from '#app/api/tickets/tickets.ts'
import { routesDeLEchange } from '#app/api/conversations/echange.ts'
import { routesDuSupport } from '#app/api/conversations/support.ts'
import { routesConversations } from '#app/api/conversations/conversations.ts'
import { servirTus } from '#app/api/tus.ts'
import { routesVues } from '#app/api/vues.ts'
import { routesUtilisateurs } from '#app/api/utilisateurs.ts'
import type { Domaine } from '#app/page.ts'
import { fr } from '#ui/textes/index.ts'

export const api: Domaine = { pages: [pageApi], actions: [], routes: servirTus }

export type Api = ReturnType<typeof typer>
const typer = (app: FastifyInstance) => app.withTypeProvider<ZodTypeProvider>()

const ROUTES: ((api: Api, programme: Programme) => void)[] = [
  routesDemandes,
  routesApprobations,
  routesStructures,
  routesServices,
  routesCoordonnees,
  routesUtilisateurs,
  routesHabilitations,
  routesDroits,
  routesEnsembles,
  routesInvitations,
  routesImports,
  routesPieces,
  routesRecuperations,
  routesChiffres,
  routesAvisDesDemarches,
  routesTickets,
  routesTicketsRecus,
  routesReponsesTypes,
  routesExploitation,
  routesSecondsFacteurs,
  routesComptes,
  routesCreations,
  routesDeLEmission,
  routesSansCompte,
  routesConversations,
  routesDeLEchange,
  routesDuSupport,
  routesActualites,
  routesIncidents,
  routesMandats,
  routesMessages,
  routesAvis,
  routesCourrielsRecus,
  routesMoi,
  routesGroupes,
  routesVues,
  routesPubliques,
  routesCatalogue,
  routesQualite,
  routesAnnuaire,
]

/** /api/v1: every change through the demandes' definitions, every read through the screens' consultations (INT-08, INT-09). */
export async function servirApi(app: FastifyInstance, programme: Programme) {
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: fr.api.titre, version: '1.0.0', description: fr.api.document.description },
      servers: [{ url: programme.settings.PUBLIC_URL }],
      components: {
        securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'choral.session_token', description: fr.api.document.cookie } },
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
  const typee = typer(app)
  // The database that starts meanwhile gets a word in between.
  for (const inscrire of ROUTES) {
    inscrire(typee, programme)
    await tour()
  }
  app.get('/api/v1/openapi.json', { schema: { hide: true } as object }, async () => app.swagger())
  app.all('/api/v1/*', { schema: { hide: true } as object }, async (_q, reponse) => reponse.callNotFound())
}
