/** What one asks of one's own case, told by its words; the question is folded. */
export type Cas =
  | 'a-faire'
  | 'approbations'
  | 'programmes'
  | 'invitations'
  | 'demandes'
  | 'tickets'
  | 'activite'
  | 'decideur'
  | 'rattachements'
  | 'profils'
  | 'structures'
  | 'messages'
  | 'banque'
  | 'mandats'
  | 'second-facteur'
  | 'pieces'
  | 'identite'
  | 'personnes'
  | 'services'
  | 'compte'
  | 'brouillons'
  | 'suppleances'

/** Whether a folded question asks that. */
export type Regle = [Cas, (q: string) => boolean]
