import type { Contexte } from '#app/contexte.ts'
import { adresseDuSuivant } from '#app/support/tickets/destinataire/suivant.ts'
import type { Activite, Ticket } from '#app/support/tickets/lire.ts'
import { Succes } from '#ui/index.ts'

/** After these, whoever answers has done with it for now. */
const PASSENT_AU_SUIVANT = ['resoudre', 'demander', 'rendre', 'attribuer', 'fusionner'] as const

/**
 * What this person has just done to a ticket. Read from its history, so that its address stays the same: a form comes back to its own page,
 * and the back button leaves it.
 */
export function Fait({ c, t, activites }: { c: Contexte; t: Ticket; activites: Activite[] }) {
  const succes: Partial<Record<string, string>> = c.t.tickets.succes
  const dernier = activites.at(-1)
  const dit = dernier?.aLInstant ? succes[dernier.action] : null
  if (!dit) return null
  const suite = t.destinataireNiveau === 2 && (PASSENT_AU_SUIVANT as readonly string[]).includes(dernier!.action)
  return (
    <Succes>
      {dit}
      {suite ? (
        <>
          {' '}
          <a href={adresseDuSuivant(t.numero)} data-touche="s" aria-keyshortcuts="s">
            {c.t.traitement.suivant}
          </a>
        </>
      ) : null}
    </Succes>
  )
}
