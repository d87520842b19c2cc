import { estUuid } from '#app/contexte.ts'
import { definirAction, definirRoute } from '#app/page.ts'
import { reponsePour } from '#app/support/tickets/destinataire/inserer.ts'
import { lireTicket } from '#app/support/tickets/lire.ts'
import { direPresence } from '#app/support/tickets/presence.ts'
import { suivreTicket } from '#app/support/tickets/destinataire/suivre.ts'
import { refus } from '#demandes/index.ts'

export const actionSuivre = definirAction({
  chemin: '/support/tickets/:numero/suivre',
  acces: 'session',
  executer: async (c, champs) => {
    await suivreTicket(c, c.params.numero ?? '', champs.get('suivre')?.[0] !== 'non')
    return { rediriger: `/support/tickets/${encodeURIComponent(c.params.numero ?? '')}#traitement` }
  },
})

/** Said by the page's script while an answer is being written; without it, by nothing: it is no lock. */
export const actionPresence = definirAction({
  chemin: '/support/tickets/:numero/presence',
  acces: 'session',
  executer: async (c) => {
    const t = await lireTicket(c.db, c.utilisateur!.id, c.params.numero ?? '')
    if (!t || t.destinataireNiveau === 0) throw refus(c.t, 'introuvable')
    await direPresence(c.db, t, c.utilisateur!.id)
    return { rediriger: `/support/tickets/${t.numero}#repondre` }
  },
})

/** A canned answer filled for this ticket, for the page's script. */
export const routeReponsePrete = definirRoute({
  chemin: '/support/tickets/:numero/reponses/:id',
  acces: 'session',
  repondre: async (c) => {
    const t = await lireTicket(c.db, c.utilisateur!.id, c.params.numero ?? '')
    const brut = t && t.destinataireNiveau === 2 && estUuid(c.params.id) ? await reponsePour(c.db, t, c.params.id) : null
    if (brut === null) throw refus(c.t, 'introuvable')
    return { brut, type: 'text/plain; charset=utf-8' }
  },
})
