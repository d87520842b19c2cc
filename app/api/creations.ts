import { z } from 'zod'
import { ERREURS, liste, PARAMETRES_LISTE, RefStructureVue, RefUtilisateur } from '#app/api/formes.ts'
import { repondreListe } from '#app/api/fichiers.ts'
import type { Api } from '#app/api/index.ts'
import { connecte } from '#app/api/session.ts'
import type { Programme } from '#app/contexte.ts'
import { exigerOperateur } from '#app/exploitation/acces.ts'
import { creationsEnFeuille, listerCreations, MANIERES } from '#app/exploitation/creations.ts'
import { fr } from '#ui/textes/index.ts'

const CreationVue = z
  .object({
    numero: z.string(),
    creeeLe: z.string(),
    maniere: z.enum(MANIERES),
    auteur: RefUtilisateur,
    structure: RefStructureVue,
    ville: z.string(),
    statut: z.enum(['ACTIVE', 'INACTIVE']),
    gestionnairePrincipal: RefUtilisateur.nullable(),
    enUnJour: z.number(),
    contestee: z.boolean(),
  })
  .meta({ id: 'CreationDeStructure' })

/** Structures that people created or duplicated: the operator's alone (STR-03). */
export function routesCreations(api: Api, programme: Programme) {
  api.get(
    '/api/v1/exploitation/creations',
    {
      schema: {
        summary: fr.creations.titre,
        tags: ['exploitation'],
        querystring: z.strictObject({ ...PARAMETRES_LISTE, maniere: z.enum(MANIERES).optional(), contestee: z.enum(['oui']).optional() }),
        response: { 200: liste(CreationVue), ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = exigerOperateur(await connecte(programme, requete, reponse))
      return repondreListe(
        requete,
        reponse,
        creationsEnFeuille,
        (f) => listerCreations(c.db, f),
        (e) => ({ ...e, creeeLe: e.creeeLe.toISOString() }),
      )
    },
  )
}
