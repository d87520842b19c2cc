import { RANG_NIVEAU, type Niveau, type QuestionNommee } from '#acces/index.ts'
import { TYPES_IDENTIFIANT, type TypeIdentifiant } from '#app/organisation/structures/identifiants/index.ts'

/** One evaluation as it was read: a question, what is well formed but nothing of ours, or the field that is missing or of another type. */
export type Evaluation =
  | { question: QuestionNommee }
  | { inconnu: 'type-inconnu' | 'action-inconnue' | 'structure-manquante' }
  | { faute: string }

export type Semantique = 'execute_all' | 'deny_on_first_deny' | 'permit_on_first_permit'
export interface Lot {
  evaluations: Evaluation[]
  semantique: Semantique
}

export const QUESTIONS_MAXIMUM = 1000
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const LONGUEUR_MAXIMUM = 320

type Objet = Record<string, unknown>
const objet = (v: unknown): Objet | null => (typeof v === 'object' && v !== null && !Array.isArray(v) ? (v as Objet) : null)
/** A text that can be kept, and so may be something's name. */
const texte = (v: unknown): v is string => typeof v === 'string' && v.length > 0 && v.length <= LONGUEUR_MAXIMUM && !v.includes('\0')

/** An evaluation's own entity replaces the default one whole; what must be there and is not comes from the default. */
function entite(propre: unknown, defaut: unknown): Objet | null {
  if (propre === undefined) return objet(defaut)
  const [p, d] = [objet(propre), objet(defaut)]
  if (!p || !d) return p
  for (const champ of ['type', 'id', 'name']) if (p[champ] === undefined && d[champ] !== undefined) p[champ] = d[champ]
  return p
}

/** AuthZEN 1.0 §5: what is not in the specification is ignored. */
export function lireEvaluation(corps: Objet, defauts: Objet = {}): Evaluation {
  const sujet = entite(corps.subject, defauts.subject)
  const action = entite(corps.action, defauts.action)
  const ressource = entite(corps.resource, defauts.resource)
  if (!sujet) return { faute: 'subject' }
  if (!texte(sujet.type)) return { faute: 'subject.type' }
  if (!texte(sujet.id)) return { faute: 'subject.id' }
  if (!action) return { faute: 'action' }
  if (!texte(action.name)) return { faute: 'action.name' }
  if (!ressource) return { faute: 'resource' }
  if (!texte(ressource.type)) return { faute: 'resource.type' }
  if (!texte(ressource.id)) return { faute: 'resource.id' }
  for (const [nom, e] of [
    ['subject', sujet],
    ['action', action],
    ['resource', ressource],
  ] as const)
    if (e.properties !== undefined && !objet(e.properties)) return { faute: `${nom}.properties` }
  const contexte = corps.context ?? defauts.context
  if (contexte !== undefined && !objet(contexte)) return { faute: 'context' }
  if (sujet.type !== 'utilisateur' || ressource.type !== 'application') return { inconnu: 'type-inconnu' }
  if (!Object.hasOwn(RANG_NIVEAU, action.name)) return { inconnu: 'action-inconnue' }
  const { structure, typeIdentifiant, service } = (ressource.properties ?? {}) as Objet
  if (!texte(structure)) return { inconnu: 'structure-manquante' }
  if (service !== undefined && service !== null && !texte(service)) return { faute: 'resource.properties.service' }
  if (typeIdentifiant !== undefined && !TYPES_IDENTIFIANT.includes(typeIdentifiant as TypeIdentifiant))
    return { faute: 'resource.properties.typeIdentifiant' }
  return {
    question: {
      utilisateur: UUID.test(sujet.id) ? { id: sujet.id } : { adresse: sujet.id },
      structure: UUID.test(structure)
        ? { id: structure }
        : { identifiant: structure.replaceAll(/\s/g, ''), types: typeIdentifiant ? [typeIdentifiant as string] : TYPES_IDENTIFIANT },
      service: texte(service) ? (UUID.test(service) ? { id: service } : { code: service }) : null,
      application: ressource.id,
      niveau: RANG_NIVEAU[action.name as Niveau],
    },
  }
}

/** AuthZEN 1.0 §7: defaults at the top, and what is asked of each. @returns the faulty field of the whole, or null when it is a single evaluation */
export function lireLot(corps: Objet): Lot | { faute: string } | null {
  const { evaluations, options } = corps
  if (evaluations === undefined || (Array.isArray(evaluations) && !evaluations.length)) return null
  if (!Array.isArray(evaluations)) return { faute: 'evaluations' }
  const semantique = objet(options)?.evaluations_semantic ?? 'execute_all'
  if (options !== undefined && !objet(options)) return { faute: 'options' }
  if (!['execute_all', 'deny_on_first_deny', 'permit_on_first_permit'].includes(semantique as string))
    return { faute: 'options.evaluations_semantic' }
  return {
    semantique: semantique as Semantique,
    evaluations: evaluations.map((e) => (objet(e) ? lireEvaluation(e as Objet, corps) : { faute: 'evaluations' })),
  }
}
