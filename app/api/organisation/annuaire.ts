import { z } from 'zod'
import { ERREURS, liste, PARAMETRES_LISTE } from '#app/api/formes.ts'
import type { Api } from '#app/api/index.ts'
import type { Programme } from '#app/contexte.ts'
import { EXIGENCES, TRIS_ANNUAIRE } from '#app/organisation/annuaire/filtre.ts'
import { lireFiche, listerServicesPublies, TRIS_SERVICES } from '#app/organisation/annuaire/lire.ts'
import { listerAnnuaire } from '#app/organisation/annuaire/lister.ts'
import { envoyerResultat } from '#app/organisation/annuaire/resultat.ts'
import { refus } from '#demandes/refus.ts'
import { formatDemande } from '#platform/spreadsheets.ts'
import { fr } from '#ui/textes/index.ts'

const Exigences = {
  codeServiceObligatoire: z.boolean(),
  numeroEngagementObligatoire: z.boolean(),
  codeServiceOuNumeroEngagement: z.boolean(),
}
const Service = z
  .object({
    id: z.string(),
    code: z.string(),
    nom: z.string(),
    description: z.string().nullable(),
    numeroEngagementObligatoire: z.boolean(),
    debutValidite: z.string().nullable(),
    finValidite: z.string().nullable(),
  })
  .meta({ id: 'ServiceAnnuaire' })
const EnListe = z
  .object({
    id: z.string(),
    typeIdentifiant: z.string(),
    identifiant: z.string(),
    raisonSociale: z.string(),
    codePostal: z.string(),
    ville: z.string(),
    ...Exigences,
    nombreServices: z.number(),
    service: z.object({ code: z.string(), nom: z.string() }).nullable(),
  })
  .meta({ id: 'StructureAnnuaireEnListe' })
const texte = z.string().nullable()
const Fiche = z
  .object({
    id: z.string(),
    typeIdentifiant: z.string(),
    identifiant: z.string(),
    raisonSociale: z.string(),
    categorieJuridique: texte,
    adresse: z.string(),
    complementAdresse1: texte,
    complementAdresse2: texte,
    codePostal: z.string(),
    ville: z.string(),
    pays: z.string(),
    ...Exigences,
    miseEnPaiementNonRemontee: z.boolean(),
    servicesExigeants: z.number(),
    nombreServices: z.number(),
    modifieLe: z.string(),
    services: z.array(Service),
  })
  .meta({ id: 'StructureAnnuaire' })

/** The public directory, without a session (INT-09). */
export function routesAnnuaire(api: Api, programme: Programme) {
  const court = z.string().max(200).optional()
  const { page, taille, apres, recherche } = PARAMETRES_LISTE
  api.get(
    '/api/v1/annuaire',
    {
      schema: {
        summary: fr.annuaire.titre,
        tags: ['annuaire'],
        security: [],
        querystring: z.strictObject({
          ...PARAMETRES_LISTE,
          tri: z.enum(TRIS_ANNUAIRE).optional(),
          ville: court,
          codePostal: court,
          departement: court,
          identifiant: court,
          codeService: court,
          exige: z.enum(EXIGENCES).optional(),
        }),
        response: { 200: liste(EnListe), ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const format = formatDemande(requete.query.format, requete.headers.accept)
      if (format === 'json') return await listerAnnuaire(programme.db, requete.query)
      return (await envoyerResultat(programme, reponse, requete.query, format)) as never
    },
  )
  const fiche = async (id: string) => {
    const lue = await lireFiche(programme.db, id)
    if (!lue) throw refus(fr, 'introuvable')
    return lue
  }
  const params = z.object({ id: z.string() })
  api.get(
    '/api/v1/annuaire/:id',
    { schema: { summary: fr.annuaire.structure, tags: ['annuaire'], security: [], params, response: { 200: Fiche, ...ERREURS } } },
    async (requete) => {
      const lue = await fiche(requete.params.id)
      // The first two hundred; all of them, paged, at /services.
      const { elements } = await listerServicesPublies(programme.db, lue.id, { taille: 200 })
      return { ...lue, modifieLe: lue.modifieLe.toISOString(), services: elements }
    },
  )
  api.get(
    '/api/v1/annuaire/:id/services',
    {
      schema: {
        summary: fr.annuaire.actifs,
        tags: ['annuaire'],
        security: [],
        params,
        querystring: z.strictObject({
          page,
          taille,
          apres,
          recherche,
          tri: z.enum(TRIS_SERVICES).optional(),
          numeroEngagementObligatoire: z.stringbool().optional(),
        }),
        response: { 200: liste(Service), ...ERREURS },
      },
    },
    async (requete) => {
      const { id } = await fiche(requete.params.id)
      return await listerServicesPublies(programme.db, id, requete.query)
    },
  )
}
