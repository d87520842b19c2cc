import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { Etat, EnListe, Vue, CLE, PARAMS, parle, idDe, vue, vueEnListe } from '#app/api/support/clavardage/vues.ts'
import { repondreListe } from '#app/api/fichiers.ts'
import { ERREURS, liste, PARAMETRES_LISTE } from '#app/api/formes.ts'
import type { Api } from '#app/api/index.ts'
import { connecte } from '#app/api/session.ts'
import type { Programme } from '#app/contexte.ts'
import { quiEst } from '#app/support/clavardage/acces.ts'
import { ditALAssistant } from '#app/support/clavardage/clavardage.page.tsx'
import { conversationsEnFeuille } from '#app/support/clavardage/feuille.ts'
import { listerConversations, TRIS_CONVERSATIONS } from '#app/support/clavardage/lister.ts'
import { ouvrirConversation } from '#app/support/clavardage/ouvrir.ts'
import { prendreConversation, rendreConversation, type MilieuAgent } from '#app/support/clavardage/prendre.ts'
import { terminerConversation } from '#app/support/clavardage/terminer.ts'
import { enFaireUnTicket } from '#app/support/clavardage/ticket.ts'
import { envoyerTranscription } from '#app/support/clavardage/transcrire.ts'
import { refus, refusDeChamps } from '#demandes/index.ts'
import { fr } from '#ui/textes/index.ts'

const ACTIONS = ['prendre', 'rendre', 'terminer', 'ticket', 'transcription'] as const
const x = fr.clavardage.api
const tags = ['support']

/** Conversations with an agent (TCH-01, TCH-02): the same rules as the screens; what is not one’s own does not exist. */
export function routesConversations(api: Api, programme: Programme) {
  api.get(
    '/api/v1/conversations',
    {
      schema: {
        summary: x.lister,
        tags,
        querystring: z.strictObject({
          ...PARAMETRES_LISTE,
          tri: z.enum(TRIS_CONVERSATIONS).optional(),
          etat: Etat.optional(),
          cote: z.enum(['miennes', 'tenues']).default('miennes'),
        }),
        response: { 200: liste(EnListe), ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      return repondreListe(requete, reponse, conversationsEnFeuille, (f) => listerConversations(c.db, c.utilisateur, f), vueEnListe)
    },
  )
  api.post(
    '/api/v1/conversations',
    {
      schema: {
        summary: x.ouvrir,
        tags,
        headers: CLE,
        body: z.strictObject({
          structure: z.string().max(50).nullish(),
          texte: z.string().max(20_000).nullish(),
          page: z.string().max(200).nullish(),
          assistant: z.boolean().optional(),
        }),
        response: { 201: Vue, ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      const id = await ouvrirConversation(
        c,
        { utilisateur: c.utilisateur.id },
        {
          cle: requete.headers['idempotency-key'] ?? randomUUID(),
          langue: c.langue,
          ...requete.body,
          assistant: requete.body.assistant ? await ditALAssistant(c) : null,
        },
      )
      return reponse.code(201).send(await vue(c, id))
    },
  )
  api.get(
    '/api/v1/conversations/:id',
    { schema: { summary: x.une, tags, params: PARAMS, response: { 200: Vue, ...ERREURS } } },
    async (requete, reponse) => vue(await parle(programme, requete, reponse), requete.params.id),
  )
  api.post(
    '/api/v1/conversations/:id/actions',
    {
      schema: {
        summary: x.agir,
        tags,
        params: PARAMS,
        body: z.strictObject({ action: z.string().max(30).default('') }),
        response: { 200: Vue, ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await parle(programme, requete, reponse)
      const [qui, id, { action }] = [quiEst(c), idDe(requete.params.id), requete.body]
      // Taking and giving back are an agent's, whom the desk asks for again.
      if (action === 'prendre' || action === 'rendre')
        await (c.utilisateur
          ? (action === 'prendre' ? prendreConversation : rendreConversation)(c as MilieuAgent, id)
          : Promise.reject(refus(fr, 'introuvable')))
      if (action === 'terminer') await terminerConversation(c, qui, id)
      if (action === 'ticket') await enFaireUnTicket(c, qui, id)
      if (action === 'transcription') await envoyerTranscription(c, qui, id)
      const apres = await vue(c, id)
      if (!(ACTIONS as readonly string[]).includes(action))
        throw refusDeChamps(fr, [{ champ: 'action', code: 'valeur-inconnue', message: fr.tickets.actionInconnue(ACTIONS.join(', ')) }])
      return apres
    },
  )
}
