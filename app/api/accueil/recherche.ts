import { z } from 'zod'
import { GENRES_RESULTAT } from '#app/accueil/recherche/recherche.ts'
import { chercherTout } from '#app/accueil/recherche/tout.ts'
import { ERREURS } from '#app/api/formes.ts'
import type { Api } from '#app/api/index.ts'
import { creerContexte, type Programme } from '#app/contexte.ts'
import { fr } from '#ui/textes/index.ts'

/** The search of the top of each page: without a session, what is public (INT-09); with one, one's own too. */
export function routesRecherche(api: Api, programme: Programme) {
  api.get(
    '/api/v1/recherche',
    {
      schema: {
        summary: fr.api.recherche,
        tags: ['portail'],
        security: [],
        querystring: z.strictObject({
          recherche: z.string().max(200),
          taille: z.coerce.number().int().min(1).max(100).default(20),
          parGenre: z.coerce.number().int().min(1).max(60).optional(),
        }),
        response: {
          200: z.object({
            elements: z.array(
              z.object({
                genre: z.enum(GENRES_RESULTAT),
                titre: z.string(),
                adresse: z.string(),
                detail: z.string().optional(),
                exact: z.boolean().optional(),
              }),
            ),
          }),
          ...ERREURS,
        },
      },
    },
    async (requete, reponse) => {
      const c = await creerContexte(programme, requete, reponse)
      const { recherche, taille, parGenre } = requete.query
      return { elements: await chercherTout(c, recherche, { limite: taille, parGenre }) }
    },
  )
}
