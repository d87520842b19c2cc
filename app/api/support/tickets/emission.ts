import { z } from 'zod'
import type { Api } from '#app/api/index.ts'
import { ERREURS, liste, listeEntiere } from '#app/api/formes.ts'
import { connecte } from '#app/api/session.ts'
import { AVIS, avisDe, CHAMPS, ENVOIS } from '#app/api/support/tickets/schemas.ts'
import { creerContexte, estUuid, type Programme } from '#app/contexte.ts'
import { garderTicket, listerTicketsGardes, lireTicketGarde, supprimerTicketGarde } from '#app/support/tickets/emetteur/brouillons.ts'
import { lireDelai } from '#app/support/tickets/emetteur/delai.ts'
import { noterTicket } from '#app/support/tickets/emetteur/satisfaction.ts'
import { refus } from '#demandes/index.ts'
import { fr } from '#ui/textes/index.ts'

const Saisie = z.record(z.string(), z.string().nullish())
const Envoi = z.object({ id: z.string(), nom: z.string(), taille: z.number(), type: z.string(), etat: z.string() })
const Brouillon = z.object({ cle: z.string(), saisie: Saisie, modifieLe: z.string(), fichiers: z.number() })

/** What the emitter does before and after a ticket: drafts, the delay to expect, what they thought of the answer. */
export function routesDeLEmission(api: Api, programme: Programme) {
  const x = fr.emission
  const params = z.object({ cle: z.string().max(60) })
  api.get(
    '/api/v1/tickets/brouillons',
    { schema: { summary: x.brouillons.lister, tags: ['tickets'], response: { 200: liste(Brouillon), ...ERREURS } } },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      return listeEntiere((await listerTicketsGardes(c.db, c.utilisateur.id)).map((b) => ({ ...b, modifieLe: b.modifieLe.toISOString() })))
    },
  )
  api.get(
    '/api/v1/tickets/brouillons/:cle',
    {
      schema: {
        summary: x.brouillons.reprendre,
        tags: ['tickets'],
        params,
        response: { 200: Brouillon.extend({ envois: z.array(Envoi) }), ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      const b = await lireTicketGarde(c.db, c.utilisateur.id, requete.params.cle)
      if (!b) throw refus(fr, 'introuvable')
      return { ...b, modifieLe: b.modifieLe.toISOString() }
    },
  )
  api.put(
    '/api/v1/tickets/brouillons/:cle',
    {
      schema: {
        summary: x.brouillons.api.garder,
        tags: ['tickets'],
        params,
        body: z.strictObject({ ...CHAMPS, categorie: z.string().max(50).nullish(), envois: ENVOIS }),
        response: { 204: z.null(), ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      const { envois = [], ...saisie } = requete.body
      if (!estUuid(requete.params.cle)) throw refus(fr, 'introuvable')
      await garderTicket(c, c.utilisateur.id, { cle: requete.params.cle, saisie, envois })
      return reponse.code(204).send(null)
    },
  )
  api.delete(
    '/api/v1/tickets/brouillons/:cle',
    { schema: { summary: x.brouillons.api.supprimer, tags: ['tickets'], params, response: { 204: z.null(), ...ERREURS } } },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      await supprimerTicketGarde(c, c.utilisateur.id, requete.params.cle)
      return reponse.code(204).send(null)
    },
  )
  api.get(
    '/api/v1/tickets/delai',
    {
      schema: {
        summary: x.delai.api,
        tags: ['tickets'],
        security: [],
        querystring: z.strictObject({ destinataire: z.string().max(100).optional() }),
        response: {
          200: z.object({ delai: z.object({ nombre: z.number(), medianeHeures: z.number(), presqueHeures: z.number() }).nullable() }),
          ...ERREURS,
        },
      },
    },
    async (requete, reponse) => {
      const c = await creerContexte(programme, requete, reponse, { menu: false })
      return { delai: await lireDelai(c.db, requete.query.destinataire) }
    },
  )
  api.put(
    '/api/v1/tickets/:numero/satisfaction',
    {
      schema: {
        summary: x.satisfaction.api,
        tags: ['tickets'],
        params: z.object({ numero: z.string().max(30) }),
        body: AVIS,
        response: { 204: z.null(), ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      await noterTicket(c, c.utilisateur.id, requete.params.numero, avisDe(requete.body))
      return reponse.code(204).send(null)
    },
  )
}
