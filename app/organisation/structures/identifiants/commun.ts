import { sansAccent } from '#platform/plier.ts'
import type { identifiants } from '#ui/textes/fr/identifiants.ts'

/** API codes of the types of identifier, in the order of the API (STR-02). AUTRE is « en cours d'immatriculation ». */
export const TYPES_IDENTIFIANT = ['SIRET', 'UE_HORS_FRANCE', 'HORS_UE', 'RIDET', 'TAHITI', 'AUTRE', 'PARTICULIER'] as const
export type TypeIdentifiant = (typeof TYPES_IDENTIFIANT)[number]

/** Why an identifier is refused; each has its sentence in `ui/textes/fr/identifiants.ts`. */
export type Raison = keyof typeof identifiants.raisons
export type Params = Record<string, string | number>
export type Refus = { ok: false; code: 'identifiant-invalide' | 'champ-manquant'; raison: Raison; params: Params }
export type Verification = { ok: true; identifiant: string } | Refus

/** What each file of this folder says about its type. */
export interface RegleIdentifiant {
  normaliser: (saisi: string) => string
  verifier: (saisi: string) => Verification
  /** For the eye: groups separated by no-break spaces. */
  grouper: (identifiant: string) => string
}

export const accepte = (identifiant: string): Verification => ({ ok: true, identifiant })
export const refuse = (raison: Raison, params: Params = {}): Refus => ({
  ok: false,
  code: raison === 'vide' ? 'champ-manquant' : 'identifiant-invalide',
  raison,
  params,
})

// Format characters (zero-width, bidirectional marks, soft hyphens) come along with a copy from a document.
const INVISIBLES = /[\p{Cf}\s]+/gu
// Between two characters only: a sign before a number is not a separator but a formula or a mistake.
const SEPARATEURS = /(?<=[\p{L}\p{N}])[.:/\-\u2010-\u2015\u00b7]+(?=[\p{L}\p{N}])/gu

/** Takes away what people type or paste around digits, and nothing else: what remains is judged. */
export const compacter = (saisi: string): string => saisi.replace(INVISIBLES, '').replace(SEPARATEURS, '').toUpperCase()

/** The first character that does not belong, as it may be shown; null when all do. */
export function caractereEtranger(texte: string, permis: RegExp): string | null {
  for (const c of texte)
    if (!permis.test(c)) return /[\p{L}\p{N}\p{P}\p{S}]/u.test(c) ? c : `U+${c.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`
  return null
}

/** « 73282932000074 » by sizes [3, 3, 3] becomes « 732 829 320 00074 », with no-break spaces. */
export function decouper(texte: string, tailles: readonly number[]): string {
  const groupes: string[] = []
  let debut = 0
  for (const taille of tailles) groupes.push(texte.slice(debut, (debut += taille)))
  return [...groupes, texte.slice(debut)].filter(Boolean).join('\u00a0')
}

const SANS_DECOMPOSITION: Record<string, string> = { Ø: 'O', Ł: 'L', Đ: 'D', Þ: 'TH', Æ: 'AE', Œ: 'OE', ẞ: 'SS', İ: 'I' }

/** Upper case without accents, as the registers write names. */
export const majuscules = (texte: string): string =>
  sansAccent(texte.toUpperCase().replace(/[ØŁĐÞÆŒẞİ]/g, (c) => SANS_DECOMPOSITION[c] ?? c))
