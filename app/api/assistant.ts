import { z } from 'zod'
import { ERREURS } from '#app/api/formes.ts'
import type { Api } from '#app/api/index.ts'
import { QUESTION_MAXIMUM } from '#app/assistant/assistant.page.tsx'
import { repondre } from '#app/assistant/repondre.ts'
import { creerContexte, type Programme } from '#app/contexte.ts'
import { fr } from '#ui/textes/index.ts'

const Lien = z.object({ libelle: z.string(), href: z.string() })

/** A question to the assistant; without a session, it answers from what is public (INT-09). */
export function routesAssistant(api: Api, programme: Programme) {
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
}
