import type { Regle } from '#app/support/tickets/champs.ts'

/** What the recipient's side can do on a ticket (TIC-08). */
export const ACTIONS_DU_DESTINATAIRE = {
  prendre: { cote: 'destinataire', de: ['OUVERT', 'EN_ATTENTE'], texte: 'aucun', libre: true },
  rendre: { cote: 'destinataire', de: ['OUVERT', 'EN_ATTENTE'], texte: 'aucun', libre: true, discret: true },
  demander: { cote: 'destinataire', de: ['OUVERT'], vers: 'EN_ATTENTE', texte: 'requis', pris: true },
  resoudre: { cote: 'destinataire', de: ['OUVERT', 'EN_ATTENTE'], vers: 'RESOLU', texte: 'requis', pris: true },
  note: { cote: 'destinataire', de: ['OUVERT', 'EN_ATTENTE', 'RESOLU'], texte: 'requis', discret: true },
  attribuer: { cote: 'destinataire', de: ['OUVERT', 'EN_ATTENTE'], texte: 'aucun', discret: true },
  transferer: { cote: 'destinataire', de: ['OUVERT', 'EN_ATTENTE'], texte: 'facultatif', pris: true },
  priorite: { cote: 'destinataire', de: ['OUVERT', 'EN_ATTENTE'], texte: 'aucun', discret: true },
  lier: { cote: 'destinataire', de: ['OUVERT', 'EN_ATTENTE', 'RESOLU'], texte: 'aucun', discret: true },
  fusionner: { cote: 'destinataire', de: ['OUVERT', 'EN_ATTENTE', 'RESOLU'], vers: 'FERME', par: 'fusion', texte: 'requis', libre: true },
} as const satisfies Record<string, Regle>
