import { connecte } from '#app/api/session.ts'
import { lireEtats, ouvrirFlux } from '#app/evenements/flux.ts'
import type { Domaine } from '#app/page.ts'
import { openStream } from '#platform/http/stream.ts'

/** The stream of states of whoever is signed in; asked otherwise than as a stream, the states as they are now. */
export const evenements: Domaine = {
  pages: [],
  actions: [],
  routes(app, programme) {
    const flux = ouvrirFlux(programme.db, programme.log)
    app.addHook('preClose', () => flux.fermer())
    app.get('/evenements', { schema: { hide: true } as object }, async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      if (!requete.headers.accept?.includes('text/event-stream'))
        return reponse
          .header('cache-control', 'no-store')
          .send((await lireEtats(c.db, [c.utilisateur.session])).get(c.utilisateur.session) ?? {})
      flux.suivre(c.utilisateur.session, openStream(reponse))
    })
  },
}
