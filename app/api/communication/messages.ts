import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { CLE, corps, saisieDe } from '#app/api/communication/saisie.ts'
import type { Api } from '#app/api/index.ts'
import { repondreListe } from '#app/api/fichiers.ts'
import { ERREURS, liste, PARAMETRES_LISTE } from '#app/api/formes.ts'
import { connecte, type ContexteConnecte } from '#app/api/session.ts'
import { messagesEnFeuille } from '#app/communication/feuille.ts'
import {
  CHAMPS_MESSAGE,
  compterDestinataires,
  envoyerMessage,
  lireSaisieMessage,
  PORTEES,
  retirerMessage,
} from '#app/communication/messages/envoyer.ts'
import {
  ETATS_MESSAGE,
  lireMessage,
  listerMessages,
  marquerMessages,
  TRIS_MESSAGE,
  type Message,
} from '#app/communication/messages/lire.ts'
import { peutEcrire } from '#app/communication/messages/rediger.page.tsx'
import { estUuid, type Programme } from '#app/contexte.ts'
import { refus, refusDeChamps } from '#demandes/index.ts'
import { fr } from '#ui/textes/index.ts'

const MessageVue = z
  .object({
    id: z.string(),
    titre: z.string(),
    texte: z.string(),
    titreEn: z.string().nullable(),
    texteEn: z.string().nullable(),
    creeLe: z.string(),
    expireLe: z.string(),
    portee: z.enum(PORTEES),
    etat: z.enum(ETATS_MESSAGE),
    lu: z.boolean(),
    mien: z.boolean(),
    entites: z.array(z.string()).nullable(),
    profil: z.string().nullable(),
    auteur: z.object({ prenom: z.string(), nom: z.string(), operateur: z.boolean() }),
    structures: z.array(z.string()),
    nombreStructures: z.number(),
  })
  .meta({ id: 'Message' })
const vue = (m: Message) => ({ ...m, creeLe: m.creeLe.toISOString(), expireLe: m.expireLe.toISOString() })

/** Messages: the same rules as the screens (COM-03). */
export function routesMessages(api: Api, programme: Programme) {
  const x = fr.communication.api
  const params = z.object({ id: z.string().max(50) })
  const un = async (c: ContexteConnecte, id: string) => {
    const m = estUuid(id) ? await lireMessage(c.db, c.utilisateur, id) : null
    if (!m) throw refus(fr, 'introuvable')
    return vue(m)
  }
  api.get(
    '/api/v1/messages',
    {
      schema: {
        summary: x.messages,
        tags: ['communication'],
        querystring: z.strictObject({
          ...PARAMETRES_LISTE,
          tri: z.enum(TRIS_MESSAGE).optional(),
          cote: z.enum(['recus', 'envoyes']).default('recus'),
          lu: z.enum(['oui', 'non']).optional(),
        }),
        response: { 200: liste(MessageVue), ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      return repondreListe(requete, reponse, messagesEnFeuille, (f) => listerMessages(c.db, c.utilisateur, f), vue)
    },
  )
  api.get(
    '/api/v1/messages/:id',
    { schema: { summary: x.message, tags: ['communication'], params, response: { 200: MessageVue, ...ERREURS } } },
    async (requete, reponse) => un(await connecte(programme, requete, reponse), requete.params.id),
  )
  api.post(
    '/api/v1/messages',
    {
      schema: {
        summary: x.envoyerMessage,
        tags: ['communication'],
        headers: CLE,
        querystring: z.strictObject({ simulation: z.enum(['oui', 'non']).default('non') }),
        body: corps(CHAMPS_MESSAGE),
        response: { 200: z.object({ destinataires: z.number() }), 201: MessageVue, ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      if (!(await peutEcrire(c))) throw refus(fr, 'acces-refuse', { raison: fr.communication.messages.quiEcrit })
      const saisie = saisieDe(requete.body)
      if (requete.query.simulation === 'oui') {
        const { v, erreurs } = await lireSaisieMessage(c, c.db, saisie)
        if (erreurs.length) throw refusDeChamps(fr, erreurs)
        return reponse.send({ destinataires: await compterDestinataires(c, v) })
      }
      return reponse.code(201).send(await un(c, await envoyerMessage(c, requete.headers['idempotency-key'] ?? randomUUID(), saisie)))
    },
  )
  api.post(
    '/api/v1/messages/lecture',
    { schema: { summary: x.toutLire, tags: ['communication'], response: { 204: z.null(), ...ERREURS } } },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      await marquerMessages(c.db, c.utilisateur.id, 'tous', true)
      return reponse.code(204).send(null)
    },
  )
  api.post(
    '/api/v1/messages/:id/lecture',
    {
      schema: {
        summary: x.lireMessage,
        tags: ['communication'],
        params,
        body: z.strictObject({ lu: z.boolean().default(true) }),
        response: { 200: MessageVue, ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      const { id } = await un(c, requete.params.id)
      await marquerMessages(c.db, c.utilisateur.id, [id], requete.body.lu)
      return un(c, id)
    },
  )
  api.post(
    '/api/v1/messages/:id/retrait',
    { schema: { summary: x.retirerMessage, tags: ['communication'], params, response: { 200: MessageVue, ...ERREURS } } },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      const { id } = await un(c, requete.params.id)
      await retirerMessage(c, id)
      return un(c, id)
    },
  )
}
