import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { MessageVue, CLE, PARAMS, parle, idDe, vue } from '#app/api/support/clavardage/vues.ts'
import { ERREURS } from '#app/api/formes.ts'
import type { Api } from '#app/api/index.ts'
import type { Programme } from '#app/contexte.ts'
import { quiEst } from '#app/support/clavardage/acces.ts'
import { ecrireMessage } from '#app/support/clavardage/ecrire.ts'
import { servirFichierDeConversation } from '#app/support/clavardage/fichiers.ts'
import { lireMessages, noterPresence } from '#app/support/clavardage/lire.ts'
import { direLaCoupure, direQueLOnEcrit, marquerLu } from '#app/support/clavardage/suivre.ts'
import { fr } from '#ui/textes/index.ts'

const x = fr.clavardage.api
const tags = ['support']

/** What is said in a conversation, what it carries and how far each has read (TCH-01). */
export function routesDeLEchange(api: Api, programme: Programme) {
  api.get(
    '/api/v1/conversations/:id/messages',
    {
      schema: {
        summary: x.messages,
        tags,
        params: PARAMS,
        querystring: z.strictObject({ apres: z.coerce.number().int().min(0).max(1e6).default(0) }),
        response: { 200: z.object({ elements: z.array(MessageVue) }), ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await parle(programme, requete, reponse)
      const v = await vue(c, requete.params.id)
      if (v.cote === 'utilisateur') await noterPresence(c.db, [v.id])
      return {
        elements: (await lireMessages(c.db, v.id, { apres: requete.query.apres })).map((m) => ({
          ...m,
          fichiers: m.fichiers ?? [],
          le: m.le.toISOString(),
        })),
      }
    },
  )
  api.post(
    '/api/v1/conversations/:id/messages',
    {
      schema: {
        summary: x.ecrire,
        tags,
        params: PARAMS,
        headers: CLE,
        body: z.strictObject({ texte: z.string().max(20_000).default(''), envois: z.array(z.guid()).max(50).default([]) }),
        response: { 201: z.object({ rang: z.number(), cle: z.string(), le: z.string() }), ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await parle(programme, requete, reponse)
      const cle = requete.headers['idempotency-key'] ?? randomUUID()
      const { rang, le } = await ecrireMessage(c, quiEst(c), idDe(requete.params.id), { cle, nom: c.utilisateur, ...requete.body })
      return reponse.code(201).send({ rang, cle, le: le.toISOString() })
    },
  )
  api.get(
    '/api/v1/conversations/:id/fichiers/:fichier',
    {
      schema: {
        summary: x.fichier,
        description: fr.pieces.api.contenuTexte,
        tags,
        params: PARAMS.extend({ fichier: z.string().max(60) }),
        response: ERREURS,
      },
    },
    async (requete, reponse) => {
      const { brut } = await servirFichierDeConversation(await parle(programme, requete, reponse), null)
      return reponse.send(brut as never)
    },
  )
  api.post(
    '/api/v1/conversations/:id/suivi',
    {
      schema: {
        summary: x.suivre,
        tags,
        params: PARAMS,
        body: z.strictObject({
          recu: z.number().int().min(0).max(1e6).optional(),
          lu: z.number().int().min(0).max(1e6).optional(),
          ecrit: z.boolean().optional(),
          coupure: z
            .strictObject({ cle: z.guid(), secondes: z.number().min(0).max(1e7), gardes: z.number().int().min(0).max(1e6) })
            .optional(),
        }),
        response: { 200: z.object({}), ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await parle(programme, requete, reponse)
      const { recu = 0, lu = 0, ecrit, coupure } = requete.body
      const [qui, id] = [quiEst(c), idDe(requete.params.id)]
      if (ecrit) await direQueLOnEcrit(c, qui, id)
      if (coupure) await direLaCoupure(c, qui, id, coupure)
      if (recu || lu || !(ecrit || coupure)) await marquerLu(c, qui, id, { recu, lu })
      return {}
    },
  )
}
