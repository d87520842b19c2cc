import type { Regle } from '#app/support/tickets/champs.ts'

/** What the emitter's side can do on a ticket (TIC-05). */
export const ACTIONS_DE_L_EMETTEUR = {
  completer: { cote: 'emetteur', de: ['OUVERT'], texte: 'requis' },
  fournir: { cote: 'emetteur', de: ['EN_ATTENTE'], vers: 'OUVERT', texte: 'requis' },
  accepter: { cote: 'emetteur', de: ['RESOLU'], vers: 'FERME', texte: 'aucun' },
  renvoyer: { cote: 'emetteur', de: ['RESOLU'], vers: 'OUVERT', texte: 'requis' },
  fermer: { cote: 'emetteur', de: ['OUVERT', 'EN_ATTENTE', 'RESOLU'], vers: 'FERME', texte: 'facultatif' },
} as const satisfies Record<string, Regle>
