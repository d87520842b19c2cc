import type { Regle } from '#app/support/tickets/champs.ts'
import { ACTIONS_DU_DESTINATAIRE } from '#app/support/tickets/destinataire/gestes.ts'
import { ACTIONS_DE_L_EMETTEUR } from '#app/support/tickets/emetteur/gestes.ts'

/** What can be done on a ticket; the database holds the same moves, and refuses any other (ticket_transition). */
export const ACTIONS = { ...ACTIONS_DU_DESTINATAIRE, ...ACTIONS_DE_L_EMETTEUR }
export type Action = keyof typeof ACTIONS
export const NOMS_ACTIONS = Object.keys(ACTIONS) as Action[]
export const regleDe = (a: Action): Regle => ACTIONS[a]
