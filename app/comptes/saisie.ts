import { Refus, type ErreurChamp } from '#platform/http/problem.ts'

/** What a form shows again after a refusal: values (never a password) and what to correct. */
export interface Saisie {
  valeurs: Record<string, string>
  erreurs: { champ: string; message: string }[]
}

export const VIDE: Saisie = { valeurs: {}, erreurs: [] }
export const erreurDe = (s: Saisie, champ: string): string | undefined => s.erreurs.find((e) => e.champ === champ)?.message

const SECRETS = new Set(['motDePasse', 'ancien', 'code'])

/** What was typed, without secrets, and the sentences of what to correct. */
export const saisie = (valeurs: Record<string, string>, erreurs: Saisie['erreurs']): Saisie => ({
  valeurs: Object.fromEntries(Object.entries(valeurs).filter(([k]) => !SECRETS.has(k))),
  erreurs,
})

/**
 * The fields of a form, each once; a name that the form does not have, or one given twice, is refused (422):
 * nobody sends `emailVerified` or two addresses by accident.
 */
export function lireChamps<N extends string>(champs: Map<string, string[]>, noms: readonly N[]): Record<N, string> {
  const inconnus: ErreurChamp[] = []
  for (const [nom, valeurs] of champs) {
    if (!noms.includes(nom as N)) inconnus.push({ champ: nom.slice(0, 60), code: 'champ-inconnu', message: '' })
    else if (valeurs.length > 1) inconnus.push({ champ: nom, code: 'champ-invalide', message: '' })
  }
  if (inconnus.length) throw new Refus({ status: 422, code: 'champ-inconnu', detail: '', champs: inconnus })
  return Object.fromEntries(noms.map((n) => [n, champs.get(n)?.[0] ?? ''])) as Record<N, string>
}
