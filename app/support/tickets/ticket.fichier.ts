import { estUuid, type Contexte } from '#app/contexte.ts'
import { servirFichier } from '#app/organisation/pieces-jointes/servir.ts'
import { definirRoute } from '#app/page.ts'
import { lireFichier } from '#app/support/tickets/fichiers.ts'
import { lireTicket, type Ticket } from '#app/support/tickets/lire.ts'
import { refus } from '#demandes/index.ts'

/**
 * A file of a ticket that one may read: another's, a note's for the emitter, one that is not there: all one (hard case T09). @throws Refus
 * introuvable, fichier-en-attente
 */
export async function servirFichierDuTicket(c: Contexte, t: Ticket | null) {
  const f = t && estUuid(c.params.fichier) ? await lireFichier(c.db, t, c.params.fichier) : null
  if (!f) throw refus(c.t, 'introuvable')
  return servirFichier(c, f)
}

export const routeFichierDuTicket = definirRoute({
  chemin: '/support/tickets/:numero/fichiers/:fichier',
  acces: 'session',
  repondre: async (c) => servirFichierDuTicket(c, await lireTicket(c.db, c.utilisateur!.id, c.params.numero ?? '')),
})
