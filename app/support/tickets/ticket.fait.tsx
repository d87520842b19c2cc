import type { Contexte } from '#app/contexte.ts'
import type { Activite } from '#app/support/tickets/lire.ts'
import { Succes } from '#ui/index.ts'

/** What this person has just done to a ticket. Read from its history, so that its address stays the same: a form comes back to its own page, and the back button leaves it. */
export function Fait({ c, activites }: { c: Contexte; activites: Activite[] }) {
  const succes: Partial<Record<string, string>> = c.t.tickets.succes
  const dernier = activites.at(-1)
  const dit = dernier?.aLInstant ? succes[dernier.action] : null
  return dit ? <Succes>{dit}</Succes> : null
}
