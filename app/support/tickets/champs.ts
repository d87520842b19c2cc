export const STATUTS_TICKET = ['OUVERT', 'EN_ATTENTE', 'RESOLU', 'FERME'] as const
export type StatutTicket = (typeof STATUTS_TICKET)[number]
export const TYPES_OBJET = ['FACTURE', 'DEMANDE_REMBOURSEMENT', 'ENGAGEMENT', 'MANDAT', 'RACCORDEMENT'] as const
/** Most pressing first. */
export const PRIORITES = ['urgente', 'haute', 'normale', 'basse'] as const
export type Priorite = (typeof PRIORITES)[number]
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
  /** By anybody of the side, unless somebody else has taken it. */
  libre?: true
  /** By which right it moves, when it is not that of the side. */
  par?: 'fusion'
  /** The other side is not told. */
  discret?: true
}
