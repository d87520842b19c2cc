import { z } from 'zod'
import { fiches } from '#app/accueil/documentation/documentation.ts'
import { ERREURS, liste, listeEntiere } from '#app/api/formes.ts'
import type { Api } from '#app/api/index.ts'
import { fr } from '#ui/textes/index.ts'

/** The sheets of the guide, for everybody (INT-09). */
export function routesDocumentation(api: Api) {
  api.get(
    '/api/v1/documentation',
    {
      schema: {
        summary: fr.api.documentation,
        tags: ['portail'],
        security: [],
        response: { 200: liste(z.object({ titre: z.string(), adresse: z.string() })), ...ERREURS },
      },
    },
    async () => listeEntiere(fiches().map((f) => ({ titre: f.titre, adresse: `/documentation/${f.chemin}` }))),
  )
}
