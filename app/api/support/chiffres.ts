import { z } from 'zod'
import type { Api } from '#app/api/index.ts'
import { envoyerFichier } from '#app/api/fichiers.ts'
import { ERREURS } from '#app/api/formes.ts'
import { connecte } from '#app/api/session.ts'
import type { Programme } from '#app/contexte.ts'
import { calculerChiffres } from '#app/support/chiffres/calculer.ts'
import { chiffresEnFeuille } from '#app/support/chiffres/feuille.ts'
import { choisir, perimetresDe } from '#app/support/chiffres/perimetre.ts'
import { refus } from '#demandes/index.ts'
import { FORMATS, formatDemande, toFile } from '#platform/spreadsheets.ts'
import { fr } from '#ui/textes/index.ts'

const mesure = z.number().nullable()
const Mesures = { recus: z.number(), premiere: mesure, resolution: mesure, satisfaction: mesure, avis: z.number() }
const ChiffresVue = z
  .object({
    perimetre: z.string(),
    du: z.string(),
    au: z.string(),
    total: z.object({ ...Mesures, resolus: z.number(), avant: z.number() }),
    semaines: z.array(z.object({ lundi: z.string(), ...Mesures, resolus: z.number() })),
    categories: z.array(z.object({ code: z.string(), nom: z.string(), ...Mesures })),
  })
  .meta({ id: 'ChiffresDesTickets' })

/** The figures of the screen, in hours; whoever has none to see gets 404. */
export function routesChiffres(api: Api, programme: Programme) {
  api.get(
    '/api/v1/tickets/chiffres',
    {
      schema: {
        summary: fr.chiffres.api,
        tags: ['tickets'],
        querystring: z.strictObject({
          perimetre: z.string().max(50).optional(),
          service: z.string().max(50).optional(),
          categorie: z.string().max(50).optional(),
          semaines: z.coerce.number().int().min(1).max(52).optional(),
          format: z.enum(FORMATS).optional(),
        }),
        response: { 200: ChiffresVue, ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      const f = requete.query
      const choix = choisir(await perimetresDe(c), f)
      if (!choix) throw refus(fr, 'introuvable')
      const chiffres = await calculerChiffres(c.db, choix.perimetre.champ, {
        semaines: choix.semaines,
        categorie: f.categorie,
        service: choix.service,
      })
      const format = formatDemande(f.format, requete.headers.accept)
      if (format === 'json') return { perimetre: choix.perimetre.cle, ...chiffres }
      return envoyerFichier(reponse, await toFile(format, chiffresEnFeuille(chiffres)))
    },
  )
}
