import type { Contexte } from '#app/contexte.ts'
import type { StatutTicket } from '#app/support/tickets/champs.ts'
import { Etiquette, type Genre, type NomIcone } from '#ui/index.ts'

const GENRES: Record<StatutTicket, Genre> = { OUVERT: 'action', EN_ATTENTE: 'warn', RESOLU: 'ok', FERME: 'neutre' }
const ICONES: Partial<Record<StatutTicket, NomIcone>> = { EN_ATTENTE: 'horloge', RESOLU: 'coche' }

/** The state of a ticket, the same wherever it is shown. */
export function Statut({ c, statut }: { c: Contexte; statut: StatutTicket }) {
  const icone = ICONES[statut]
  return (
    <Etiquette genre={GENRES[statut]} {...(icone ? { icone } : {})}>
      {c.t.tickets.statuts[statut]}
    </Etiquette>
  )
}
