import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { CLE, corps, saisieDe } from '#app/api/communication/saisie.ts'
import type { Api } from '#app/api/index.ts'
import { repondreListe } from '#app/api/fichiers.ts'
import { ERREURS, liste, PARAMETRES_LISTE } from '#app/api/formes.ts'
import { connecte } from '#app/api/session.ts'
import {
  ETATS_ACTUALITE,
  lireActualite,
  listerActualites,
  SUJETS,
  TRIS_ACTUALITE,
  type Actualite,
} from '#app/communication/actualites/lire.ts'
import { CHAMPS_ACTUALITE, publierActualite, retirerActualite } from '#app/communication/actualites/publier.ts'
import { actualitesEnFeuille } from '#app/communication/feuille.ts'
import { creerContexte, estUuid, type Programme } from '#app/contexte.ts'
import { estOperateur, exigerOperateur } from '#app/exploitation/acces.ts'
import { refus } from '#demandes/index.ts'
import { fr } from '#ui/textes/index.ts'

const texte = z.string().nullable()
const ActualiteVue = z
  .object({
    id: z.string(),
    sujet: z.enum(SUJETS),
    titre: z.string(),
    chapo: z.string(),
    texte: z.string(),
    titreEn: texte,
    chapoEn: texte,
    texteEn: texte,
    publieLe: z.string(),
    modifieLe: z.string(),
    etat: z.enum(ETATS_ACTUALITE),
  })
  .meta({ id: 'Actualite' })
const vue = (a: Actualite) => ({ ...a, publieLe: a.publieLe.toISOString(), modifieLe: a.modifieLe.toISOString() })

/** News: everybody reads what is out, the operator writes (COM-02). */
export function routesActualites(api: Api, programme: Programme) {
  const x = fr.communication.api
  const params = z.object({ id: z.string().max(50) })
  const une = async (id: string, operateur: boolean) => {
    const a = estUuid(id) ? await lireActualite(programme.db, id, operateur) : null
    if (!a) throw refus(fr, 'introuvable')
    return vue(a)
  }
  api.get(
    '/api/v1/actualites',
    {
      schema: {
        summary: x.actualites,
        tags: ['communication'],
        security: [],
        querystring: z.strictObject({
          ...PARAMETRES_LISTE,
          tri: z.enum(TRIS_ACTUALITE).optional(),
          sujet: z.enum(SUJETS).optional(),
          etat: z.enum([...ETATS_ACTUALITE, 'toutes']).optional(),
        }),
        response: { 200: liste(ActualiteVue), ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const { etat } = requete.query
      if (etat && etat !== 'publiee') exigerOperateur(await connecte(programme, requete, reponse))
      return repondreListe(requete, reponse, actualitesEnFeuille, (f) => listerActualites(programme.db, f), vue)
    },
  )
  api.get(
    '/api/v1/actualites/:id',
    { schema: { summary: x.actualite, tags: ['communication'], security: [], params, response: { 200: ActualiteVue, ...ERREURS } } },
    async (requete, reponse) =>
      une(requete.params.id, estOperateur((await creerContexte(programme, requete, reponse, { menu: false })).utilisateur)),
  )
  api.post(
    '/api/v1/actualites',
    {
      schema: {
        summary: x.publierActualite,
        tags: ['communication'],
        headers: CLE,
        body: corps(CHAMPS_ACTUALITE),
        response: { 201: ActualiteVue, ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = exigerOperateur(await connecte(programme, requete, reponse))
      return reponse
        .code(201)
        .send(await une(await publierActualite(c, requete.headers['idempotency-key'] ?? randomUUID(), saisieDe(requete.body), null), true))
    },
  )
  api.post(
    '/api/v1/actualites/:id',
    {
      schema: {
        summary: x.modifierActualite,
        tags: ['communication'],
        params,
        body: corps(CHAMPS_ACTUALITE),
        response: { 200: ActualiteVue, ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = exigerOperateur(await connecte(programme, requete, reponse))
      const { id } = await une(requete.params.id, true)
      return une(await publierActualite(c, randomUUID(), saisieDe(requete.body), id), true)
    },
  )
  api.post(
    '/api/v1/actualites/:id/retrait',
    { schema: { summary: x.retirerActualite, tags: ['communication'], params, response: { 200: ActualiteVue, ...ERREURS } } },
    async (requete, reponse) => {
      const c = exigerOperateur(await connecte(programme, requete, reponse))
      const { id } = await une(requete.params.id, true)
      await retirerActualite(c, id)
      return une(id, true)
    },
  )
}
