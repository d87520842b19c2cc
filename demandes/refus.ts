import { randomUUID } from 'node:crypto'
import { Refus, type ErreurChamp, type Probleme } from '#platform/http/problem.ts'
import type { AccesStructure } from '#acces/index.ts'
import type { RaisonRefus } from '#acces/index.ts'
import type { Textes } from '#ui/textes/index.ts'

/** Every refusal of the pipeline, with its status; sentences come from the texts. */
const STATUTS = {
  'authentification-requise': 401,
  'acces-refuse': 403,
  introuvable: 404,
  'demande-deja-terminee': 409,
  'approbation-deja-decidee': 409,
  'suppleance-deja-nommee': 409,
  'mandat-deja-en-vigueur': 409,
  'mandat-deja-termine': 409,
  'identifiant-deja-present': 409,
  'structure-deja-active': 409,
  'gestionnaire-manquant': 409,
  'sans-registre': 422,
  'structure-deja-inactive': 409,
  'version-perimee': 412,
  'champs-a-corriger': 422,
  'aucun-changement': 422,
  'coordonnee-bancaire-deja-active': 409,
  'coordonnee-bancaire-deja-inactive': 409,
  'service-deja-actif': 409,
  'service-deja-inactif': 409,
  'service-reserve': 409,
  'cle-idempotence-reutilisee': 422,
  'etablissement-ferme': 422,
  'identifiant-inconnu-du-registre': 422,
  'identifiant-invalide': 422,
  'entite-publique': 422,
  'registre-injoignable': 503,
  'trop-de-requetes': 429,
  'type-de-demande-inconnu': 404,
  'habilitation-deja-detenue': 409,
  'changement-deja-programme': 409,
  'dernier-organisation-modification': 409,
  'habilitation-du-gestionnaire': 409,
  'demande-deja-en-attente': 409,
  'preuve-exigee': 403,
  'lecture-seule': 403,
  'hors-de-la-vue': 403,
  'successeur-manquant': 422,
  'recuperation-deja-en-attente': 409,
  'recuperation-terminee': 409,
  'attente-en-cours': 409,
  'fichier-refuse': 422,
  'ticket-dans-un-autre-statut': 409,
  'ticket-deja-pris': 409,
  'support-ferme': 409,
  'conversation-terminee': 409,
  'conversation-deja-prise': 409,
  'conversation-a-prendre': 409,
  'agent-indisponible': 409,
} as const
export type CodeRefus = keyof typeof STATUTS

/** A refusal by its code, ready to throw: status and sentence from one table. */
export function refus(t: Textes, code: CodeRefus, plus: Partial<Probleme> = {}): Refus {
  return new Refus({ status: STATUTS[code], code, detail: (t.erreurs.parCode as Record<string, string>)[code] ?? code, ...plus })
}

/** A form that was sent, and is sent again with other words: they go on under a key of their own. */
export const cleSuivante = (e: Refus, cle: string): string => (e.probleme.code === 'cle-idempotence-reutilisee' ? randomUUID() : cle)

/** Field errors, all together; one alone lends its code to the whole problem. */
export function refusDeChamps(t: Textes, champs: ErreurChamp[]): Refus {
  const seul = champs.length === 1 ? champs[0] : undefined
  return new Refus({
    status: 422,
    code: seul?.code ?? 'champs-a-corriger',
    detail: seul?.message ?? t.champs.plusieurs(champs.length),
    champs,
  })
}

const SE_DEMANDE = new Set<RaisonRefus>(['profil-manquant', 'profil-insuffisant', 'termine'])

/** Attached without the right: why, and who can give it (PLUS-07). Not attached: as if it did not exist. */
export function refusAcces(t: Textes, raison: RaisonRefus, le: Date | null, gestionnaire: AccesStructure['gestionnaire']): Refus {
  if (raison === 'non-rattache' || raison === 'rattachement-termine' || raison === 'inconnu') return refus(t, 'introuvable')
  // Where no right is missing, the true reason comes first.
  const detail = t.acces.sansDroitManquant[raison]
  return refus(t, 'acces-refuse', {
    ...(detail ? { detail, sansDroitManquant: true } : {}),
    raison: t.acces.raison(raison, le),
    remede: t.acces.remede(raison, gestionnaire),
    ...(SE_DEMANDE.has(raison) ? { demander: '/organisation/habilitations/mes?profil=organisation.modification' } : {}),
  })
}
