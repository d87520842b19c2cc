import type { Regle } from '#app/support/tickets/champs.ts'

/** What the recipient's side can do on a ticket (TIC-08). */
export const ACTIONS_DU_DESTINATAIRE = {
  prendre: { cote: 'destinataire', de: ['OUVERT', 'EN_ATTENTE'], texte: 'aucun' },
  rendre: { cote: 'destinataire', de: ['OUVERT', 'EN_ATTENTE'], texte: 'aucun' },
  demander: { cote: 'destinataire', de: ['OUVERT'], vers: 'EN_ATTENTE', texte: 'requis', pris: true },
  resoudre: { cote: 'destinataire', de: ['OUVERT', 'EN_ATTENTE'], vers: 'RESOLU', texte: 'requis', pris: true },
  note: { cote: 'destinataire', de: ['OUVERT', 'EN_ATTENTE', 'RESOLU'], texte: 'requis' },
} as const satisfies Record<string, Regle>
