import type { Envoi } from '#app/organisation/pieces-jointes/index.ts'

/** What was typed on a ticket's page, and what was wrong with it. */
export interface EtatDuTicket {
  cle: string
  action: string
  texte: string
  erreur: string | null
  refus: string | null
  envois: Envoi[]
  erreurs: { champ: string; message: string }[]
  plus?: Record<string, string>
  /** What was said of the answer, when it could not be kept. */
  avis?: { note: string; texte: string; erreurs: { champ: string; message: string }[] }
}

/** For the summary: the message first, then the files. */
export const fautesDuTicket = (e: EtatDuTicket) => [
  ...(e.erreur ? [{ champ: 'texte', message: e.erreur }] : []),
  ...e.erreurs,
  ...(e.avis?.erreurs ?? []),
]
