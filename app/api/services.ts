import { z } from 'zod'
import { ERREURS, liste, PARAMETRES_LISTE, RefStructureVue } from '#app/api/formes.ts'
import { repondreListe } from '#app/api/fichiers.ts'
import type { Api } from '#app/api/index.ts'
import { connecte } from '#app/api/session.ts'
import { estUuid, type Programme } from '#app/contexte.ts'
import { servicesEnFeuille } from '#app/organisation/services/feuille.ts'
import { serviceVisible, type ServiceVu } from '#app/organisation/services/lire.ts'
import { listerServices, servicesLisibles, STATUTS_SERVICES, TRIS_SERVICES } from '#app/organisation/services/lister.ts'
import { accesAuxStructures } from '#acces/index.ts'
import { refus } from '#demandes/index.ts'
import { fr } from '#ui/textes/index.ts'

const texte = z.string().nullable()
const ServiceEnListe = z
  .object({
    id: z.string(),
    code: z.string(),
    nom: z.string(),
    description: texte,
    statut: z.string(),
    validite: z.string(),
    debutValidite: texte,
    finValidite: texte,
    adresseElectronique: texte,
    telephone: texte,
    estReserve: z.boolean(),
    version: z.number(),
  })
  .meta({ id: 'ServiceEnListe' })
const Action = z.union([z.literal(true), z.object({ raison: z.string(), remede: z.string() })])
const Service = z
  .object({
    id: z.string(),
    structure: RefStructureVue,
    code: z.string(),
    nom: z.string(),
    description: texte,
    statut: z.string(),
    validite: z.string(),
    debutValidite: texte,
    finValidite: texte,
    adresseElectronique: texte,
    telephone: texte,
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
    structure: { id: s.id, typeIdentifiant: s.typeIdentifiant, identifiant: s.identifiant, raisonSociale: s.raisonSociale },
    rattachesSeulement: seulement,
    nombreRattachesSeulement: nombreSeulement,
    creeLe: reste.creeLe.toISOString(),
    modifieLe: reste.modifieLe.toISOString(),
    actions: Object.fromEntries(
      Object.entries(actions).map(([nom, a]) => [
        nom,
        a === true ? (true as const) : { raison: fr.acces.raison(a.raison, a.le), remede: fr.acces.remede(a.raison, a.qui) },
      ]),
    ),
  } as never
}

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
      const { id } = requete.params
      const acces = estUuid(id) ? (await accesAuxStructures(c.db, c.utilisateur.id, [id])).get(id.toLowerCase()) : undefined
      if (!acces) throw refus(fr, 'introuvable')
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
