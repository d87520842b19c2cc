import type { Regle } from '#app/support/tickets/champs.ts'
import { ACTIONS_DU_DESTINATAIRE } from '#app/support/tickets/destinataire/gestes.ts'
import { ACTIONS_DE_L_EMETTEUR } from '#app/support/tickets/emetteur/gestes.ts'

/** What can be done on a ticket; the database holds the same moves, and refuses any other (ticket_transition). */
export const ACTIONS = { ...ACTIONS_DU_DESTINATAIRE, ...ACTIONS_DE_L_EMETTEUR }
export type Action = keyof typeof ACTIONS
export const NOMS_ACTIONS = Object.keys(ACTIONS) as Action[]
export const regleDe = (a: Action): Regle => ACTIONS[a]

/** What those concerned are told of: an action, or what comes by itself. */
export type Suite = Action | 'creer' | 'expirer' | 'avis'
/** After these nothing more can be added: no answer by mail is offered. */
export const termine = (s: Suite): boolean => s === 'expirer' || s === 'avis' || (s !== 'creer' && regleDe(s).vers === 'FERME')
