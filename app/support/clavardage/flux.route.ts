import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { creerContexte, estUuid, type Contexte, type Programme } from '#app/contexte.ts'
import { quiEst } from '#app/support/clavardage/acces.ts'
import type { Cote } from '#app/support/clavardage/champs.ts'
import { ouvrirFlux } from '#app/support/clavardage/flux.ts'
import { lireConversation } from '#app/support/clavardage/lire.ts'
import { refus } from '#demandes/index.ts'
import { openStream } from '#platform/http/stream.ts'

const CACHEE = { schema: { hide: true } as object }

/** The streams of both sides: what comes after `Last-Event-ID`, else after `?apres=`. Asked otherwise than as a stream, only whether one may. */
export function routesFlux(app: FastifyInstance, programme: Programme) {
  const flux = ouvrirFlux(programme)
  app.addHook('preClose', async () => flux.fermer())
  const suivre = async (requete: FastifyRequest, reponse: FastifyReply, cote: Cote, id: string | null) => {
    const c = await creerContexte(programme, requete, reponse, { menu: false })
    if (cote === 'agent' && !c.utilisateur?.roles.includes('agent'))
      throw refus(c.t, c.utilisateur ? 'introuvable' : 'authentification-requise')
    const qui = quiEst(c)
    if (id !== null && (!estUuid(id) || (await lireConversation(c.db, qui, id))?.cote !== cote)) throw refus(c.t, 'introuvable')
    if (!requete.headers.accept?.includes('text/event-stream'))
      return reponse.header('cache-control', 'no-store').send({ conversation: id })
    flux.suivre({
      conversation: id,
      cote,
      session: c.utilisateur?.session ?? null,
      jeton: qui.jeton?.toString('hex') ?? null,
      agent: cote === 'agent' ? c.utilisateur!.id : null,
      langue: c.langue,
      apres: rangDe(c),
      sortie: openStream(reponse),
    })
  }
  app.get<{ Params: { id: string } }>('/support/clavardage/:id/flux', CACHEE, (requete, reponse) =>
    suivre(requete, reponse, 'utilisateur', requete.params.id),
  )
  app.get<{ Params: { id: string } }>('/support/bureau/:id/flux', CACHEE, (requete, reponse) =>
    suivre(requete, reponse, 'agent', requete.params.id),
  )
  app.get('/support/bureau/flux', CACHEE, (requete, reponse) => suivre(requete, reponse, 'agent', null))
}

function rangDe(c: Contexte): number {
  const rang = Number(c.requete.headers['last-event-id'] ?? c.url.searchParams.get('apres') ?? 0)
  return Number.isInteger(rang) && rang >= 0 && rang <= 1e6 ? rang : 0
}
