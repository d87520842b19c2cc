import type { Sending } from '#platform/jobs.ts'
import type { Tx } from '#platform/database/open.ts'

/** « a-decider » and « rappel » go to those who decide; « recue » of what waits for them, to its author. */
export type Moment = 'recue' | 'effective' | 'annulee' | 'echouee' | 'a-decider' | 'rappel' | 'approuvee' | 'refusee' | 'expiree'
export const FILE_DEMANDE = 'demande.avis'

/** Puts the mail about a demande in the outbox of its own transaction: it leaves if and only if the demande stands. */
export const notifier = (tx: Tx, jobs: Sending, demande: number, moment: Moment) => jobs.send(tx, FILE_DEMANDE, { demande, moment })
