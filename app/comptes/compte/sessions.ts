import { estUuid } from '#app/contexte.ts'
import { definirAction } from '#app/page.ts'
import { revenir } from './formulaire.tsx'

/** Closes one of one's own sessions; that of somebody else, or gone already: nothing happens and the answer is the same. */
export const actionFermerSession = definirAction({
  chemin: '/compte/sessions/:id/fermer',
  acces: 'session',
  async executer(c) {
    const { id } = c.params
    if (estUuid(id)) await c.db.deleteFrom('session').where('id', '=', id).where('utilisateur', '=', c.utilisateur!.id).execute()
    return revenir('session', '#sessions')
  },
})

export const actionFermerSessions = definirAction({
  chemin: '/compte/sessions/fermer',
  acces: 'session',
  async executer(c) {
    await c.db.deleteFrom('session').where('utilisateur', '=', c.utilisateur!.id).where('id', '<>', c.utilisateur!.session).execute()
    return revenir('sessions', '#sessions')
  },
})
