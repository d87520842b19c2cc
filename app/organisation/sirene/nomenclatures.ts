import pays from '#ui/textes/pays.json' with { type: 'json' }
import categories from './categories-juridiques.json' with { type: 'json' }
import voies from './voies.json' with { type: 'json' }
import { sansAccent } from '#platform/plier.ts'

const CATEGORIES = new Map<string, { libelle: string; publique?: boolean }>(categories.map((c) => [c.code, c]))
const plier = (nom: string) =>
  sansAccent(nom)
    .toUpperCase()
    .replace(/[^A-Z]+/g, ' ')
    .trim()
const PAYS = new Map(pays.map((p) => [plier(p.nom), p.code]))

/** « SAS, société par actions simplifiée » for « 5710 »; null for a code the nomenclature lacks. */
export const libelleCategorieJuridique = (code: string | null): string | null => (code && CATEGORIES.get(code)?.libelle) || null

/** A body under public law (7xxx) or one that the State counts with them: created by the operator or by import, never by a user (STR-03). */
export const estCategoriePublique = (code: string | null): boolean =>
  !!code && (code.startsWith('7') || CATEGORIES.get(code)?.publique === true)

/** ISO code of a country by the name the register gives it; null when it has no such name. */
export const codePays = (nom: string): string | null => PAYS.get(plier(nom)) ?? null

/** Kinds of streets and repetitions, written out: the register abbreviates some (« CHS »). */
export const TYPES_VOIE: Record<string, string> = voies.types
export const REPETITIONS: Record<string, string> = voies.repetitions
