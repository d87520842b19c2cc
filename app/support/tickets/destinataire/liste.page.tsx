import { definirPage } from '#app/page.ts'
import { filtreDesRecus, lireChoixDesRecus } from '#app/support/tickets/destinataire/filtre.ts'
import type { Donnees } from '#app/support/tickets/destinataire/liste.resultats.tsx'
import { CHEMIN, Recus } from '#app/support/tickets/destinataire/liste.vue.tsx'
import { lireCategories } from '#app/support/tickets/emetteur/creer.ts'
import { listerTickets } from '#app/support/tickets/lister.ts'

/** « Tickets reçus » (TIC-08): the queue of the structures, services or portal that one answers for; its state is its address. */
export const pageTicketsRecus = definirPage<Donnees>({
  chemin: CHEMIN,
  acces: 'session',
  charger: async (c) => {
    const f = filtreDesRecus(c.url.searchParams)
    const [categories, choix, liste] = await Promise.all([
      lireCategories(c.db),
      lireChoixDesRecus(c.db, c.utilisateur!, f),
      listerTickets(c.db, c.utilisateur!, 'destinataire', f),
    ])
    return { f, categories, choix, liste }
  },
  vue: (d, c) => <Recus c={c} d={d} />,
})
