import { z } from 'zod'
import type { Api } from '#app/api/index.ts'
import { repondreListe } from '#app/api/fichiers.ts'
import { ERREURS, liste, PARAMETRES_LISTE } from '#app/api/formes.ts'
import { connecte } from '#app/api/session.ts'
import type { Programme } from '#app/contexte.ts'
import { avisEnFeuille, listerAvis, TRIS_AVIS } from '#app/demandes/avis-lister.ts'
import { exigerOperateur } from '#app/exploitation/acces.ts'
import { fr } from '#ui/textes/index.ts'

const AvisVue = z
  .object({ id: z.string(), le: z.string(), type: z.string(), note: z.number(), texte: z.string().nullable() })
  .meta({ id: 'AvisDeDemarche' })

/** What people said of procedures: the operator's alone (POR-17). */
export function routesAvisDesDemarches(api: Api, programme: Programme) {
  api.get(
    '/api/v1/exploitation/avis',
    {
      schema: {
        summary: fr.demandes.avis.liste.api,
        tags: ['exploitation'],
        querystring: z.strictObject({
          ...PARAMETRES_LISTE,
          tri: z.enum(TRIS_AVIS).optional(),
          note: z.coerce.number().int().min(1).max(5).optional(),
          type: z.string().max(60).optional(),
          texte: z.enum(['oui']).optional(),
        }),
        response: { 200: liste(AvisVue), ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = exigerOperateur(await connecte(programme, requete, reponse))
      return repondreListe(
        requete,
        reponse,
        avisEnFeuille,
        (f) => listerAvis(c.db, f),
        (a) => ({ ...a, le: a.le.toISOString() }),
      )
    },
  )
}
