import { z } from 'zod'
import type { Api } from '#app/api/index.ts'
import { repondreListe } from '#app/api/fichiers.ts'
import { ERREURS, liste, PARAMETRES_LISTE } from '#app/api/formes.ts'
import { connecte } from '#app/api/session.ts'
import { GENRES_VISIBLES } from '#app/avis/avis.page.tsx'
import { CADENCES, GENRES_AVIS } from '#app/avis/aviser.ts'
import { garderPreferences, lirePreferences, listerAvis, marquerAvis, TRIS_AVIS, type AvisLu } from '#app/avis/lire.ts'
import { avisEnFeuille } from '#app/communication/feuille.ts'
import { estUuid, type Programme } from '#app/contexte.ts'
import { refus } from '#demandes/index.ts'
import { fr } from '#ui/textes/index.ts'

const AvisVue = z
  .object({ id: z.string(), genre: z.enum(GENRES_VISIBLES), titre: z.string(), adresse: z.string(), creeLe: z.string(), lu: z.boolean() })
  .meta({ id: 'Avis' })
const vue = (a: AvisLu) => ({ ...a, creeLe: a.creeLe.toISOString() })
const Cadence = z.enum(CADENCES)
const Preferences = z
  .object(Object.fromEntries(GENRES_AVIS.map((g) => [g, Cadence])) as Record<(typeof GENRES_AVIS)[number], typeof Cadence>)
  .meta({ id: 'PreferencesAvis' })

/** Notices and how one wants their mails: the same rules as the screens (CPT-08). */
export function routesAvis(api: Api, programme: Programme) {
  const x = fr.avis.api
  api.get(
    '/api/v1/avis',
    {
      schema: {
        summary: x.lister,
        tags: ['moi'],
        querystring: z.strictObject({
          ...PARAMETRES_LISTE,
          tri: z.enum(TRIS_AVIS).optional(),
          lu: z.enum(['oui', 'non']).optional(),
          genre: z.enum(GENRES_VISIBLES).optional(),
        }),
        response: { 200: liste(AvisVue), ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      return repondreListe(requete, reponse, avisEnFeuille, (f) => listerAvis(c.db, c.utilisateur.id, f), vue)
    },
  )
  api.post(
    '/api/v1/avis/lecture',
    {
      schema: {
        summary: x.lire,
        tags: ['moi'],
        body: z.strictObject({ avis: z.string().max(50).optional(), lu: z.boolean().default(true) }),
        response: { 204: z.null(), ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      const { avis, lu } = requete.body
      if (avis !== undefined && (!estUuid(avis) || !(await marquerAvis(c.db, c.utilisateur.id, avis, lu)))) throw refus(fr, 'introuvable')
      if (avis === undefined) await marquerAvis(c.db, c.utilisateur.id, 'tous', true)
      return reponse.code(204).send(null)
    },
  )
  api.get(
    '/api/v1/avis/preferences',
    { schema: { summary: x.preferences, tags: ['moi'], response: { 200: Preferences, ...ERREURS } } },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      return lirePreferences(c.db, c.utilisateur.id)
    },
  )
  api.post(
    '/api/v1/avis/preferences',
    { schema: { summary: x.regler, tags: ['moi'], body: Preferences.partial().strict(), response: { 200: Preferences, ...ERREURS } } },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      await garderPreferences(c.db, c.utilisateur.id, requete.body)
      return lirePreferences(c.db, c.utilisateur.id)
    },
  )
}
