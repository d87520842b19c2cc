export const ETATS_CONVERSATION = ['attente', 'en-cours', 'terminee'] as const
export type EtatConversation = (typeof ETATS_CONVERSATION)[number]
export type Cote = 'utilisateur' | 'agent'
export const PRESENCES = ['disponible', 'pause', 'absent'] as const
export type Presence = (typeof PRESENCES)[number]
export type Fin = Cote | 'silence' | 'compte'
export type Evenement = 'file' | 'prise' | 'rendue' | 'transmise' | 'coupure' | 'ticket' | 'fin'

export const MESSAGE_MAX = 4000
/** What was said to the assistant, handed to the agent: its end when it is longer; the database holds to it too. */
export const DIT_A_L_ASSISTANT_MAX = 10_000
/** What an agent tells the next one. */
export const NOTE_MAX = 1000
/** Messages of one conversation; the database holds to it too. */
export const MESSAGES_MAX = 2000
/** Messages of one side in ten seconds: beyond, it is a machine. */
export const PAR_DIX_SECONDES = 20
/** Conversations that one person opens in an hour. */
export const PAR_HEURE = 20
/** Conversations that an agent holds at once. */
export const PAR_AGENT = 4
/** Whoever waits keeps their place so long without being there; an agent their conversations. */
export const ABSENCE = '5 minutes'
