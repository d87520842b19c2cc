import { z } from 'zod'
import { lireQualite } from '#app/accueil/qualite/qualite.ts'
import type { Api } from '#app/api/index.ts'
import { ERREURS } from '#app/api/formes.ts'
import type { Programme } from '#app/contexte.ts'
import { fr } from '#ui/textes/index.ts'

const mesure = z.number().nullable()
const QualiteVue = z
  .object({
    satisfaction: z.object({
      moyenne: mesure,
      avis: z.number(),
      semaines: z.array(z.object({ lundi: z.string(), note: mesure, avis: z.number() })),
    }),
    support: z.object({
      du: z.string(),
      au: z.string(),
      total: z.object({ recus: z.number(), resolus: z.number(), premiere: mesure, resolution: mesure }),
      semaines: z.array(z.object({ lundi: z.string(), recus: z.number(), resolus: z.number(), premiere: mesure, resolution: mesure })),
    }),
    disponibilite: z.object({ taux: mesure, jours: z.array(z.object({ jour: z.string(), minutes: mesure })) }),
  })
  .meta({ id: 'Qualite' })

/** The figures of the public page, for everybody (POR-17). */
export function routesQualite(api: Api, programme: Programme) {
  api.get(
    '/api/v1/qualite',
    { schema: { summary: fr.qualite.api, tags: ['portail'], security: [], response: { 200: QualiteVue, ...ERREURS } } },
    async () => lireQualite(programme.db),
  )
}
