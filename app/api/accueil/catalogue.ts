import { z } from 'zod'
import { catalogueEnMemoire, rafraichirCatalogue } from '#app/accueil/catalogue/index.ts'
import { ERREURS } from '#app/api/formes.ts'
import type { Api } from '#app/api/index.ts'
import type { Programme } from '#app/contexte.ts'
import { fr } from '#ui/textes/index.ts'

/** The portal's domains and applications, for everybody (INT-09); the operator changes them in `exploitation/catalogue.ts`. */
export function routesCatalogue(api: Api, programme: Programme) {
  api.get(
    '/api/v1/catalogue',
    {
      schema: {
        summary: fr.api.catalogue,
        tags: ['portail'],
        security: [],
        response: {
          200: z.object({ version: z.number(), domaines: z.array(z.unknown()), applications: z.array(z.unknown()) }),
          ...ERREURS,
        },
      },
    },
    async () => {
      await rafraichirCatalogue(programme.db)
      const { version, domaines, applications } = catalogueEnMemoire(programme.db)
      return { version, domaines, applications }
    },
  )
}
