import { Refus, type Probleme } from '#platform/http/problem.ts'
import type { Textes } from '#ui/textes/index.ts'

/** What attachments refuse, with its status; sentences are in the texts. */
const STATUTS = {
  'deja-rattache': 409,
  'demande-deja-en-attente': 409,
  'invitation-deja-en-attente': 409,
  'invitation-deja-terminee': 409,
  'gestionnaire-principal': 409,
  'structure-inactive': 409,
  'service-inactif': 409,
  'compte-inactif': 409,
  'invitation-autre-adresse': 403,
  'trop-de-requetes': 429,
} as const
export type CodeRattachement = keyof typeof STATUTS

export const refusRattachement = (t: Textes, code: CodeRattachement, plus: Partial<Probleme> = {}) =>
  new Refus({ status: STATUTS[code], code, detail: t.rattachements.refus[code], ...plus })
