export const STATUTS_TICKET = ['OUVERT', 'EN_ATTENTE', 'RESOLU', 'FERME'] as const
export type StatutTicket = (typeof STATUTS_TICKET)[number]
export const TYPES_OBJET = ['FACTURE', 'DEMANDE_REMBOURSEMENT', 'ENGAGEMENT', 'MANDAT', 'RACCORDEMENT'] as const
export const ONGLETS = ['actions', 'tous', 'clotures'] as const
export type Onglet = (typeof ONGLETS)[number]
export const TITRE_MAX = 200
export const TEXTE_MAX = 4000

export type Cote = 'emetteur' | 'destinataire'

export interface Regle {
  cote: Cote
  /** In which states it can be done. */
  de: readonly StatutTicket[]
  /** The state it leads to; none: it stays. */
  vers?: StatutTicket
  texte: 'requis' | 'facultatif' | 'aucun'
  /** Only by whoever has taken the ticket (TIC-08). */
  pris?: true
}
