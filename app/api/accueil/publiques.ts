import { z } from 'zod'
import { catalogueEnMemoire, rafraichirCatalogue } from '#app/accueil/catalogue/index.ts'
import { fiches } from '#app/accueil/documentation.ts'
import { chercherTout } from '#app/accueil/recherche/tout.ts'
import { GENRES_RESULTAT } from '#app/accueil/recherche/recherche.ts'
import { QUESTION_MAXIMUM } from '#app/assistant/assistant.page.tsx'
import { repondre } from '#app/assistant/repondre.ts'
import type { Api } from '#app/api/index.ts'
import { ERREURS, liste, listeEntiere } from '#app/api/formes.ts'
import { creerContexte, type Programme } from '#app/contexte.ts'
import { fr } from '#ui/textes/index.ts'

const Lien = z.object({ libelle: z.string(), href: z.string() })

/** What needs no session (INT-09). */
export function routesPubliques(api: Api, programme: Programme) {
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
  api.get(
    '/api/v1/assistant',
    {
      schema: {
        summary: fr.api.assistant,
        tags: ['portail'],
        security: [],
        querystring: z.strictObject({ question: z.string().min(1).max(QUESTION_MAXIMUM), page: z.string().max(200).optional() }),
        response: {
          200: z.object({
            genre: z.enum(['guide', 'cas', 'inconnu']),
            texte: z.array(z.string()),
            source: Lien.optional(),
            sources: z.array(Lien).optional(),
            liens: z.array(Lien),
            choix: z.array(Lien).optional(),
          }),
          ...ERREURS,
        },
      },
    },
    async (requete, reponse) => repondre(await creerContexte(programme, requete, reponse), requete.query.question),
  )
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
