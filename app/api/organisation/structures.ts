import { z } from 'zod'
import type { Api } from '#app/api/index.ts'
import {
  Action,
  actionsVues,
  DemandeVue,
  demandeVue,
  ERREURS,
  liste,
  listeEntiere,
  PARAMETRES_LISTE,
  RefStructureVue,
  RefUtilisateur,
} from '#app/api/formes.ts'
import { repondreListe } from '#app/api/fichiers.ts'
import { connecte } from '#app/api/session.ts'
import type { Programme } from '#app/contexte.ts'
import { listerStructures, TRIS_STRUCTURES } from '#app/organisation/structures/lister.ts'
import { structuresEnFeuille } from '#app/organisation/structures/feuille.ts'
import { historiqueEnFeuille, listerHistorique, TRIS_HISTORIQUE } from '#app/organisation/structures/historique.lister.ts'
import { exigerStructure } from '#app/organisation/structures/exiger.ts'
import type { StructureVue } from '#app/organisation/structures/lire.ts'
import { demandesEnAttente } from '#demandes/index.ts'
import { refusAcces } from '#demandes/refus.ts'
import { fr } from '#ui/textes/index.ts'

const temps = z.string()
const texte = z.string().nullable()
const Structure = z
  .object({
    id: z.string(),
    typeIdentifiant: z.string(),
    identifiant: z.string(),
    raisonSociale: texte,
    nom: texte,
    prenom: texte,
    libelle: texte,
    typeStructure: z.string(),
    statut: z.string(),
    adresseElectronique: texte,
    telephone: texte,
    gestionnairePrincipal: RefUtilisateur.nullable(),
    adresse: z.string(),
    complementAdresse1: texte,
    complementAdresse2: texte,
    codePostal: z.string(),
    ville: z.string(),
    pays: z.string(),
    recevoirCyclesVieEdi: z.boolean(),
    emetteurFluxEdi: z.boolean(),
    demandeRaccordementActive: z.boolean(),
    categoriePrestataire: texte,
    regime: texte,
    nonDiffusibleInsee: z.boolean(),
    secondFacteurExige: z.boolean(),
    numeroTva: texte,
    rcs: texte,
    categorieJuridique: texte,
    codeServiceObligatoire: z.boolean(),
    numeroEngagementObligatoire: z.boolean(),
    codeServiceOuNumeroEngagement: z.boolean(),
    miseEnPaiementNonRemontee: z.boolean(),
    structureOrigine: RefStructureVue.nullable(),
    structuresDupliquees: z.array(RefStructureVue),
    version: z.number(),
    creeLe: temps,
    modifieLe: temps,
    actions: z.record(z.string(), Action),
  })
  .meta({ id: 'Structure' })
const StructureEnListe = RefStructureVue.extend({
  libelle: texte,
  ville: z.string(),
  codePostal: z.string(),
  statut: z.string(),
  typeStructure: z.string(),
  role: z.string(),
}).meta({ id: 'StructureEnListe' })
const Evenement = z.object({
  rang: z.number(),
  le: temps,
  evenement: z.string(),
  demande: texte,
  auteur: z.object({ prenom: z.string(), nom: z.string() }).nullable(),
  contenu: z.record(z.string(), z.unknown()),
})

function vue(s: StructureVue) {
  const { acces: _, actions, ...reste } = s
  return {
    ...reste,
    creeLe: s.creeLe.toISOString(),
    modifieLe: s.modifieLe.toISOString(),
    actions: actionsVues(actions),
  } as never
}

/** One's own structures, one of them, its history and its demandes: read here, changed by demandes (STR-05). */
export function routesStructures(api: Api, programme: Programme) {
  const params = z.object({ id: z.string() })
  /** What waits and what was done concern the whole structure: not whoever is attached to one of its services only. */
  const entiere = async (c: Awaited<ReturnType<typeof connecte>>, id: string) => {
    const s = await exigerStructure(c, id)
    if (!s.acces.entiere) throw refusAcces(fr, 'autre-service', null, s.acces.gestionnaire)
    return s
  }
  api.get(
    '/api/v1/structures',
    {
      schema: {
        summary: fr.api.mesStructures,
        tags: ['structures'],
        querystring: z.strictObject({
          ...PARAMETRES_LISTE,
          tri: z.enum(TRIS_STRUCTURES).optional(),
          statut: z.enum(['ACTIVE', 'INACTIVE']).optional(),
        }),
        response: { 200: liste(StructureEnListe), ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      return repondreListe(requete, reponse, structuresEnFeuille, (f) => listerStructures(c.db, c.utilisateur.id, f))
    },
  )
  api.get(
    '/api/v1/structures/:id',
    { schema: { summary: fr.api.uneStructure, tags: ['structures'], params, response: { 200: Structure, ...ERREURS } } },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      return vue(await exigerStructure(c, requete.params.id))
    },
  )
  api.get(
    '/api/v1/structures/:id/historique',
    {
      schema: {
        summary: fr.api.historique,
        tags: ['structures'],
        params,
        querystring: z.strictObject({ ...PARAMETRES_LISTE, tri: z.enum(TRIS_HISTORIQUE).optional() }),
        response: { 200: liste(Evenement), ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      const { id, acces } = await entiere(c, requete.params.id)
      return repondreListe(
        requete,
        reponse,
        historiqueEnFeuille(id),
        (f) => listerHistorique(c.db, id, f, { personnes: acces.organisation === 2 }),
        ({ numero, ...l }) => ({ ...l, le: l.le.toISOString(), demande: numero }),
      )
    },
  )
  api.get(
    '/api/v1/structures/:id/demandes',
    { schema: { summary: fr.api.enAttente, tags: ['structures'], params, response: { 200: liste(DemandeVue), ...ERREURS } } },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      const { id } = await entiere(c, requete.params.id)
      return listeEntiere((await demandesEnAttente(c.db, id)).map(demandeVue))
    },
  )
}
