import { setImmediate as tour } from 'node:timers/promises'
import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransform, serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { routesCatalogue } from '#app/api/accueil/catalogue.ts'
import { routesDocumentation } from '#app/api/accueil/documentation.ts'
import { routesGroupes } from '#app/api/accueil/groupes.ts'
import { routesRecherche } from '#app/api/accueil/recherche.ts'
import { routesQualite } from '#app/api/accueil/qualite.ts'
import { pageApi } from '#app/api/api.page.tsx'
import { routesAssistant } from '#app/api/assistant.ts'
import { routesAvis } from '#app/api/avis.ts'
import { routesActualites } from '#app/api/communication/actualites.ts'
import { routesIncidents } from '#app/api/communication/incidents.ts'
import { routesMessages } from '#app/api/communication/messages.ts'
import { decrire } from '#app/api/decrire.ts'
import { routesDemandes } from '#app/api/demandes.ts'
import { routesAgents } from '#app/api/exploitation/agents.ts'
import { routesAvisDesDemarches } from '#app/api/exploitation/avis.ts'
import { routesDuCatalogueAChanger } from '#app/api/exploitation/catalogue.ts'
import { routesCategories } from '#app/api/exploitation/categories.ts'
import { routesComptes } from '#app/api/exploitation/comptes.ts'
import { routesCourrielsRecus } from '#app/api/exploitation/courriels-recus.ts'
import { routesCreations } from '#app/api/exploitation/creations.ts'
import { routesEtat } from '#app/api/exploitation/etat.ts'
import { routesSecondsFacteurs } from '#app/api/exploitation/seconds-facteurs.ts'
import { routesMandats } from '#app/api/facturation.ts'
import { routesVues } from '#app/api/listes.ts'
import { routesMoi } from '#app/api/moi.ts'
import { routesAnnuaire } from '#app/api/organisation/annuaire.ts'
import { routesApprobations } from '#app/api/organisation/approbations.ts'
import { routesCoordonnees } from '#app/api/organisation/coordonnees-bancaires.ts'
import { routesEnsembles } from '#app/api/organisation/ensembles.ts'
import { routesHabilitations } from '#app/api/organisation/habilitations.ts'
import { routesImports } from '#app/api/organisation/imports.ts'
import { routesInvitations } from '#app/api/organisation/invitations.ts'
import { routesPieces } from '#app/api/organisation/pieces-jointes.ts'
import { servirTus } from '#app/api/organisation/pieces-jointes.tus.ts'
import { routesQuiPeutQuoi } from '#app/api/organisation/qui-peut-quoi.ts'
import { routesRecuperations } from '#app/api/organisation/recuperation.ts'
import { routesServices } from '#app/api/organisation/services.ts'
import { routesStructures } from '#app/api/organisation/structures.ts'
import { routesUtilisateurs } from '#app/api/organisation/utilisateurs.ts'
import { routesChiffres } from '#app/api/support/chiffres.ts'
import { routesConversations } from '#app/api/support/clavardage/conversations.ts'
import { routesDeLEchange } from '#app/api/support/clavardage/echange.ts'
import { routesDuSupport } from '#app/api/support/clavardage/support.ts'
import { routesReponsesTypes } from '#app/api/support/reponses.ts'
import { routesDeLEmission } from '#app/api/support/tickets/emission.ts'
import { routesTicketsRecus } from '#app/api/support/tickets/recus.ts'
import { routesSansCompte } from '#app/api/support/tickets/sans-compte.ts'
import { routesTickets } from '#app/api/support/tickets/tickets.ts'
import { nomCookieSession } from '#app/comptes/cookie.ts'
import type { Programme } from '#app/contexte.ts'
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
  routesQuiPeutQuoi,
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
  routesCategories,
  routesEtat,
  routesAgents,
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
  routesCatalogue,
  routesRecherche,
  routesAssistant,
  routesDocumentation,
  routesDuCatalogueAChanger,
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
  // The database that starts meanwhile gets a word in between.
  for (const inscrire of ROUTES) {
    inscrire(typee, programme)
    await tour()
  }
  app.get('/api/v1/openapi.json', { schema: { hide: true } as object }, async () => app.swagger())
  app.all('/api/v1/*', { schema: { hide: true } as object }, async (_q, reponse) => reponse.callNotFound())
}
