import { z } from 'zod'
import type { Api } from '#app/api/index.ts'
import { ERREURS, RefUtilisateur } from '#app/api/formes.ts'
import { connecte } from '#app/api/session.ts'
import type { Programme } from '#app/contexte.ts'
import { fr } from '#ui/textes/index.ts'

const Moi = RefUtilisateur.extend({
  roles: z.array(z.string()),
  structures: z.array(
    z.object({
      id: z.string(),
      nom: z.string(),
      typeIdentifiant: z.string(),
      identifiant: z.string(),
      role: z.string(),
      statut: z.string(),
    }),
  ),
  nombreStructures: z.number(),
  compteurs: z.object({ approbations: z.number(), messages: z.number() }),
}).meta({ id: 'Moi' })

/** Who the session is, with the counts of its menu; the first fifteen structures, all of them under /structures. */
export function routesMoi(api: Api, programme: Programme) {
  api.get(
    '/api/v1/moi',
    { schema: { summary: fr.api.moi, tags: ['moi'], response: { 200: Moi, ...ERREURS } } },
    async (requete, reponse) => {
      const { utilisateur: u, structures, nombreStructures, compteurs } = await connecte(programme, requete, reponse, { menu: true })
      return {
        id: u.id,
        prenom: u.prenom,
        nom: u.nom,
        adresseElectronique: u.adresseElectronique,
        roles: u.roles,
        structures,
        nombreStructures,
        compteurs,
      }
    },
  )
}
