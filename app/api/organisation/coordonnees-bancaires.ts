import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Action, actionsVues, ERREURS, liste, PARAMETRES_LISTE, refStructure, RefStructureVue } from '#app/api/formes.ts'
import { repondreListe } from '#app/api/fichiers.ts'
import type { Api } from '#app/api/index.ts'
import { connecte, exigerPreuveRecente } from '#app/api/session.ts'
import { estUuid, type Programme } from '#app/contexte.ts'
import { afficherNumeros, servirRib } from '#app/organisation/coordonnees-bancaires/montrer.ts'
import { coordonneesEnFeuille } from '#app/organisation/coordonnees-bancaires/feuille.ts'
import { coordonneeVisible, type CoordonneeVue } from '#app/organisation/coordonnees-bancaires/lire.ts'
import {
  exigerLectureCoordonnees,
  listerCoordonnees,
  type CoordonneeEnListe,
  STATUTS_COORDONNEES,
  TRIS_COORDONNEES,
} from '#app/organisation/coordonnees-bancaires/lister.ts'
import { exigerAcces } from '#app/organisation/structures/exiger.ts'
import { fr } from '#ui/textes/index.ts'

const texte = z.string().nullable()
const Masquee = {
  id: z.string(),
  type: z.string(),
  nom: z.string(),
  compte: z.string().describe('Masqué : « •••• 189 ».'),
  pays: z.string(),
  bic: texte,
  affactureur: z.boolean(),
  designationAffactureur: texte,
  statut: z.string(),
  version: z.number(),
  modifieLe: z.string(),
}
const EnListe = z.object({ ...Masquee, prochainEffet: texte }).meta({ id: 'CoordonneeBancaireEnListe' })
const Coordonnee = z
  .object({
    ...Masquee,
    structure: RefStructureVue,
    identifiantAffactureur: texte,
    aIban: z.boolean(),
    rib: z.object({ id: z.string(), nom: z.string() }).nullable(),
    creeLe: z.string(),
    actions: z.record(z.string(), Action),
  })
  .meta({ id: 'CoordonneeBancaire' })
const Entiere = z.object({ id: z.string(), iban: texte, bban: texte }).meta({ id: 'NumerosDeCompte' })

function vue({ gestionnaire: _, actions, structure: s, ...reste }: CoordonneeVue) {
  return {
    ...reste,
    structure: refStructure(s),
    creeLe: reste.creeLe.toISOString(),
    modifieLe: reste.modifieLe.toISOString(),
    actions: actionsVues(actions),
  }
}

const vueEnListe = (l: CoordonneeEnListe) => ({
  ...l,
  modifieLe: l.modifieLe.toISOString(),
  prochainEffet: l.prochainEffet?.toISOString() ?? null,
})

/**
 * Read here, changed by demandes: numbers are masked, then shown or printed after a recent proof of identity, each time in the history
 * (BAN-04, CPT-07).
 */
export function routesCoordonnees(api: Api, programme: Programme) {
  const params = z.object({ id: z.string() })
  const tags = ['coordonnees-bancaires']
  const x = fr.coordonnees.api
  const filtres = z.strictObject({
    ...PARAMETRES_LISTE,
    tri: z.enum(TRIS_COORDONNEES).optional(),
    statut: z.enum(STATUTS_COORDONNEES).optional(),
  })
  api.get(
    '/api/v1/structures/:id/coordonnees-bancaires',
    { schema: { summary: x.liste, tags, params, querystring: filtres, response: { 200: liste(EnListe), ...ERREURS } } },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      const acces = await exigerAcces(c, requete.params.id)
      exigerLectureCoordonnees(fr, acces)
      return repondreListe(requete, reponse, coordonneesEnFeuille, (f) => listerCoordonnees(c.db, acces.structure, f), vueEnListe)
    },
  )
  api.get(
    '/api/v1/coordonnees-bancaires/:id',
    { schema: { summary: x.une, tags, params, response: { 200: Coordonnee, ...ERREURS } } },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      return vue(await coordonneeVisible(c.db, fr, c.utilisateur.id, estUuid(requete.params.id) ? requete.params.id : null))
    },
  )
  const prouve = async (requete: FastifyRequest<{ Params: { id: string } }>, reponse: FastifyReply) => {
    const c = await connecte(programme, requete, reponse)
    const d = await coordonneeVisible(c.db, fr, c.utilisateur.id, estUuid(requete.params.id) ? requete.params.id : null)
    if (d.actions.afficher === true) exigerPreuveRecente(c)
    return { c, d }
  }
  api.post(
    '/api/v1/coordonnees-bancaires/:id/affichage',
    { schema: { summary: x.afficher, description: x.afficherAide, tags, params, response: { 200: Entiere, ...ERREURS } } },
    async (requete, reponse) => {
      const { c, d } = await prouve(requete, reponse)
      reponse.header('cache-control', 'no-store')
      return { id: d.id, ...(await afficherNumeros(c, d, c.utilisateur.id)) }
    },
  )
  api.post(
    '/api/v1/coordonnees-bancaires/:id/rib',
    { schema: { summary: x.rib, description: x.afficherAide, tags, params, response: ERREURS } },
    async (requete, reponse) => {
      const { c, d } = await prouve(requete, reponse)
      // Past the schema of the JSON answer: a file is sent as it is.
      await c.reponse.send((await servirRib(c, d)).brut)
    },
  )
}
