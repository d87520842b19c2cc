export const STATUTS_TICKET = ['OUVERT', 'EN_ATTENTE', 'RESOLU', 'FERME'] as const
export type StatutTicket = (typeof STATUTS_TICKET)[number]
export const TYPES_OBJET = ['FACTURE', 'DEMANDE_REMBOURSEMENT', 'ENGAGEMENT', 'MANDAT', 'RACCORDEMENT'] as const
export const ONGLETS = ['actions', 'tous', 'clotures'] as const
export type Onglet = (typeof ONGLETS)[number]
export const TITRE_MAX = 200
export const TEXTE_MAX = 4000

export type Cote = 'emetteur' | 'destinataire'

interface Regle {
  cote: Cote
  /** In which states it can be done. */
  de: readonly StatutTicket[]
  /** The state it leads to; none: it stays. */
  vers?: StatutTicket
  texte: 'requis' | 'facultatif' | 'aucun'
  /** Only by whoever has taken the ticket (TIC-08). */
  pris?: true
}

/** What can be done on a ticket; the database holds the same moves, and refuses any other (ticket_transition). */
export const ACTIONS = {
  prendre: { cote: 'destinataire', de: ['OUVERT', 'EN_ATTENTE'], texte: 'aucun' },
  rendre: { cote: 'destinataire', de: ['OUVERT', 'EN_ATTENTE'], texte: 'aucun' },
  demander: { cote: 'destinataire', de: ['OUVERT'], vers: 'EN_ATTENTE', texte: 'requis', pris: true },
  resoudre: { cote: 'destinataire', de: ['OUVERT', 'EN_ATTENTE'], vers: 'RESOLU', texte: 'requis', pris: true },
  note: { cote: 'destinataire', de: ['OUVERT', 'EN_ATTENTE', 'RESOLU'], texte: 'requis' },
  fournir: { cote: 'emetteur', de: ['EN_ATTENTE'], vers: 'OUVERT', texte: 'requis' },
  accepter: { cote: 'emetteur', de: ['RESOLU'], vers: 'FERME', texte: 'aucun' },
  renvoyer: { cote: 'emetteur', de: ['RESOLU'], vers: 'OUVERT', texte: 'requis' },
  fermer: { cote: 'emetteur', de: ['OUVERT', 'EN_ATTENTE', 'RESOLU'], vers: 'FERME', texte: 'facultatif' },
} as const satisfies Record<string, Regle>
export type Action = keyof typeof ACTIONS
export const NOMS_ACTIONS = Object.keys(ACTIONS) as Action[]
export const regleDe = (a: Action): Regle => ACTIONS[a]
