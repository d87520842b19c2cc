import type { Jobs } from '#platform/jobs.ts'
import type { Tx } from '#platform/database/open.ts'

export type Moment = 'recue' | 'effective' | 'annulee' | 'echouee'
export const FILE_DEMANDE = 'demande.avis'

/** Puts the mail about a demande in the outbox of its own transaction: it leaves if and only if the demande stands. */
export const notifier = (tx: Tx, jobs: Jobs, demande: number, moment: Moment) => jobs.send(tx, FILE_DEMANDE, { demande, moment })
