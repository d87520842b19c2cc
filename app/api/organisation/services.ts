import { z } from 'zod'
import { Action, actionsVues, ERREURS, liste, PARAMETRES_LISTE, refStructure, RefStructureVue } from '#app/api/formes.ts'
import { repondreListe } from '#app/api/fichiers.ts'
import type { Api } from '#app/api/index.ts'
import { connecte } from '#app/api/session.ts'
import { estUuid, type Programme } from '#app/contexte.ts'
import { servicesEnFeuille } from '#app/organisation/services/feuille.ts'
import { serviceVisible, type ServiceVu } from '#app/organisation/services/lire.ts'
import { listerServices, servicesLisibles, STATUTS_SERVICES, TRIS_SERVICES } from '#app/organisation/services/lister.ts'
import { exigerAcces } from '#app/organisation/structures/exiger.ts'
import { fr } from '#ui/textes/index.ts'

const texte = z.string().nullable()
const COMMUNS = {
  code: z.string(),
  nom: z.string(),
  description: texte,
  statut: z.string(),
  validite: z.string(),
  debutValidite: texte,
  finValidite: texte,
  adresseElectronique: texte,
  telephone: texte,
}
const ServiceEnListe = z
  .object({
    id: z.string(),
    ...COMMUNS,
    estReserve: z.boolean(),
    version: z.number(),
  })
  .meta({ id: 'ServiceEnListe' })
const Service = z
  .object({
    id: z.string(),
    structure: RefStructureVue,
    ...COMMUNS,
    adresse: texte,
    complementAdresse1: texte,
    complementAdresse2: texte,
    codePostal: texte,
    ville: texte,
    pays: texte,
    numeroEngagementObligatoire: z.boolean(),
    miseEnPaiement: z.boolean(),
    rattachesSeulement: z.array(z.object({ id: z.string(), prenom: z.string(), nom: z.string() })),
    nombreRattachesSeulement: z.number(),
    version: z.number(),
    creeLe: z.string(),
    modifieLe: z.string(),
    actions: z.record(z.string(), Action),
  })
  .meta({ id: 'Service' })

function vue({ gestionnaire: _, seulement, nombreSeulement, actions, structure: s, ...reste }: ServiceVu) {
  return {
    ...reste,
    structure: refStructure(s),
    rattachesSeulement: seulement,
    nombreRattachesSeulement: nombreSeulement,
    creeLe: reste.creeLe.toISOString(),
    modifieLe: reste.modifieLe.toISOString(),
    actions: actionsVues(actions),
  } as never
}

/** Read here, changed by demandes; what one does not see does not exist (SER-01). */
export function routesServices(api: Api, programme: Programme) {
  const params = z.object({ id: z.string() })
  const filtres = z.strictObject({
    ...PARAMETRES_LISTE,
    tri: z.enum(TRIS_SERVICES).optional(),
    statut: z.enum(STATUTS_SERVICES).optional(),
  })
  api.get(
    '/api/v1/structures/:id/services',
    {
      schema: {
        summary: fr.api.services,
        tags: ['services'],
        params,
        querystring: filtres,
        response: { 200: liste(ServiceEnListe), ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      const acces = await exigerAcces(c, requete.params.id)
      const parmi = await servicesLisibles(c.db, fr, c.utilisateur.id, acces)
      return repondreListe(requete, reponse, servicesEnFeuille, (f) => listerServices(c.db, acces.structure, parmi, f))
    },
  )
  api.get(
    '/api/v1/services/:id',
    { schema: { summary: fr.services.api.unService, tags: ['services'], params, response: { 200: Service, ...ERREURS } } },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      return vue(await serviceVisible(c.db, fr, c.utilisateur.id, estUuid(requete.params.id) ? requete.params.id : null))
    },
  )
}
