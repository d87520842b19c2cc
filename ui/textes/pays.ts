import { garder } from '#ui/textes/format.ts'
import pays from './pays.json' with { type: 'json' }

const NOMS = new Map(pays.map((p) => [p.code, p.nom]))
/** Read when a page first needs it: a start does without. */
const regions = garder((l) => new Intl.DisplayNames(l, { type: 'region' }))

/** A country in the reader's language: the one place where a code gets its name. */
export const nomDuPays = (code: string, langue: 'fr' | 'en'): string =>
  (langue === 'fr' ? NOMS.get(code) : /^[A-Z]{2}$/.test(code) ? regions('en').of(code) : undefined) ?? code

/** « FR, DE » as a person reads it: « France, Allemagne ». */
export const paysEnClair = (codes = '', langue: 'fr' | 'en' = 'fr'): string =>
  codes
    .split(', ')
    .map((c) => nomDuPays(c, langue))
    .join(', ')

/** Countries as choices, France first, then by name. */
export function choixDePays(langue: 'fr' | 'en'): { valeur: string; libelle: string }[] {
  const tous = pays
    .map((p) => ({ valeur: p.code, libelle: nomDuPays(p.code, langue) }))
    .toSorted((a, b) => a.libelle.localeCompare(b.libelle, langue))
  return [...tous.filter((p) => p.valeur === 'FR'), ...tous.filter((p) => p.valeur !== 'FR')]
}
