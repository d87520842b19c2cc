import { createRequire } from 'node:module'
import { accepte, caractereEtranger, compacter, decouper, refuse, type RegleIdentifiant, type Verification } from './commun.ts'

/** VAT prefixes of the member states other than France; Greece's is EL, not its ISO code. */
export const PREFIXES_TVA = [
  'AT',
  'BE',
  'BG',
  'CY',
  'CZ',
  'DE',
  'DK',
  'EE',
  'EL',
  'ES',
  'FI',
  'HR',
  'HU',
  'IE',
  'IT',
  'LT',
  'LU',
  'LV',
  'MT',
  'NL',
  'PL',
  'PT',
  'RO',
  'SE',
  'SI',
  'SK',
] as const

// Ninety countries take a tenth of a second to load: at the first VAT number, not at the start.
let chargees: typeof import('stdnum') | undefined
const bibliotheque = () => (chargees ??= createRequire(import.meta.url)('stdnum') as typeof import('stdnum'))

const pondere = (n: string, poids: readonly number[]): number => poids.reduce((s, p, i) => s + p * Number(n[i]), 0)

function cleBulgare(n: string): boolean {
  if (n.length === 9) {
    const premiere = pondere(n, [1, 2, 3, 4, 5, 6, 7, 8]) % 11
    return (premiere < 10 ? premiere : (pondere(n, [3, 4, 5, 6, 7, 8, 9, 10]) % 11) % 10) === Number(n[8])
  }
  const { egn, pnf } = bibliotheque().stdnum.BG!
  if (egn!.validate(n).isValid || pnf!.validate(n).isValid) return true
  return (11 - (pondere(n, [4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11 === Number(n[9])
}

// Where the library refuses real numbers (it wants a first digit in a list that is not the State's)…
const REGLES_PROPRES: Record<string, (n: string) => boolean> = {
  BG: (n) => /^\d{9,10}$/.test(n) && cleBulgare(n),
  SK: (n) => /^[1-9]\d[2-47-9]\d{7}$/.test(n) && Number(n) % 11 === 0,
}
// …and where it accepts what its State never issues.
const JAMAIS_EMIS: Record<string, RegExp> = { CY: /^12/, DE: /^0/, SI: /^0/, NL: /B00$/ }

function cleJuste(prefixe: string, numero: string): boolean {
  if (JAMAIS_EMIS[prefixe]?.test(numero)) return false
  const propre = REGLES_PROPRES[prefixe]
  if (propre) return propre(numero)
  return bibliotheque().euVat[prefixe === 'EL' ? 'GR' : prefixe]!.some((v) => v.validate(numero).isValid)
}

// Belgians write the zero they once did without in brackets: « BE (0)468.561.072 ».
const normaliser = (saisi: string): string => compacter(saisi.replace(/\((\d)\)/g, '$1'))

function verifierTva(saisi: string, franceAussi: boolean): Verification {
  const tva = normaliser(saisi)
  if (!tva) return refuse('vide', { type: 'UE_HORS_FRANCE' })
  const caractere = caractereEtranger(tva, /[0-9A-Z+*]/)
  if (caractere) return refuse('caracteres', { type: 'UE_HORS_FRANCE', caractere })
  const prefixe = tva.slice(0, 2)
  const numero = tva.slice(2)
  if (!/^[A-Z]{2}$/.test(prefixe)) return refuse('prefixe-absent')
  if (/^(ATU|[A-Z]{2})\1/.test(tva)) return refuse('prefixe-double', { prefixe })
  if (prefixe === 'FR') {
    if (!franceAussi) return refuse('france')
    return /^[0-9A-HJ-NP-Z]{2}\d{9}$/.test(numero) && bibliotheque().stdnum.FR!.tva!.validate(numero).isValid
      ? accepte(tva)
      : refuse('cle', { type: 'UE_HORS_FRANCE', pays: 'FR' })
  }
  if (prefixe === 'GR') return refuse('grece')
  if (prefixe === 'XI') return refuse('irlande-du-nord')
  if (!(PREFIXES_TVA as readonly string[]).includes(prefixe)) return refuse('pays', { prefixe })
  if (!numero) return refuse('numero-absent', { prefixe })
  return cleJuste(prefixe, numero) ? accepte(tva) : refuse('cle', { type: 'UE_HORS_FRANCE', pays: prefixe })
}

/** The field « n° de TVA intracommunautaire » of any structure: a member state's number, France's included. */
export const verifierNumeroTva = (saisi: string): Verification => verifierTva(saisi, true)

/** « UE hors France »: the VAT number of a member state other than France (STR-02). */
export const ueHorsFrance: RegleIdentifiant = {
  normaliser,
  verifier: (saisi) => verifierTva(saisi, false),
  grouper: (identifiant) => decouper(identifiant, [2]),
}
