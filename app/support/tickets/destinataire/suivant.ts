import { definirRoute } from '#app/page.ts'
import { listerTickets } from '#app/support/tickets/lister.ts'

const CHEMIN = '/support/tickets/recus/suivant'
export const adresseDuSuivant = (numero: string) => `${CHEMIN}?apres=${numero}`

/** The most pressing that waits for this person, but the one they leave: forty tickets are answered without coming back to the list (TIC-08). */
export const routeTicketSuivant = definirRoute({
  chemin: CHEMIN,
  acces: 'session',
  async repondre(c) {
    const quitte = c.url.searchParams.get('apres')
    const { elements } = await listerTickets(
      c.db,
      c.utilisateur!,
      'destinataire',
      { onglet: 'actions', tri: 'echeance', taille: 2 },
      'rien',
    )
    const t = elements.find((e) => e.numero !== quitte)
    return { rediriger: t ? `/support/tickets/${t.numero}` : '/support/tickets/recus' }
  },
})
