/** What was typed on a ticket's page, and what was wrong with it. */
export interface EtatDuTicket { cle: string; action: string; texte: string; erreur: string | null; refus: string | null }
