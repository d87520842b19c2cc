import { getCountrySpecifications, isValidBIC, validateIBAN } from 'ibantools'

/** Countries whose accounts are numbered as another's: overseas territories and Monaco's neighbours (BAN-01). */
const FRANCE = ['FR', 'GP', 'GF', 'MQ', 'RE', 'YT', 'PM', 'BL', 'MF', 'NC', 'PF', 'WF', 'TF']
const PARTAGES: Record<string, string[]> = { FR: FRANCE, GB: ['GB', 'IM', 'GG', 'JE'], FI: ['FI', 'AX'] }
/** Where the library's form is not the register's, or an older one is still in use. */
const FORMES: Record<string, RegExp> = { PS: /^[A-Z]{4}[A-Z0-9]{21}$/, IE: /^[A-Z]{4}\d{14}$/, NI: /^[A-Z]{4}(\d{20}|\d{24})$/ }
const SPECIFICATIONS = getCountrySpecifications()

export const sansEspaces = (texte: string) => texte.replace(/[\s\u00A0\u202F\u200B\uFEFF.-]/g, '').toUpperCase()
/** Pasted from a document, it often comes with its name. */
export const ibanNu = (texte: string) => sansEspaces(texte).replace(/^IBAN(?=[A-Z]{2}\d{2})/, '')

function mod97(texte: string): number {
  let reste = 0
  for (const c of texte) reste = Number(`${reste}${/\d/.test(c) ? c : c.charCodeAt(0) - 55}`) % 97
  return reste
}

/** Check digits first; then the country's own length and form where the register has it. */
export function ibanJuste(iban: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban) || mod97(iban.slice(4) + iban.slice(0, 4)) !== 1) return false
  const cle = Number(iban.slice(2, 4))
  if (cle < 2 || cle > 98) return false
  const pays = iban.slice(0, 2)
  const s = SPECIFICATIONS[pays]
  if (!s?.IBANRegistry) return pays !== 'ZZ'
  if (FORMES[pays]) return FORMES[pays].test(iban.slice(4))
  if (s.chars !== iban.length) return false
  if (pays === 'FR' || pays === 'MC') return ribJuste(iban.slice(4))
  return validateIBAN(iban).valid
}

const CHIFFRE = (lettre: string) => String(((lettre.charCodeAt(0) - 65 + (lettre >= 'S' ? 1 : 0)) % 9) + 1)

/** The national key of a French or Monegasque account: bank 5, branch 5, account 11, key 2. */
export function ribJuste(rib: string): boolean {
  if (!/^\d{10}[A-Z0-9]{11}\d{2}$/.test(rib)) return false
  const n = rib.slice(0, 21).replace(/[A-Z]/g, CHIFFRE)
  const cle = 97 - Number((89n * BigInt(n.slice(0, 5)) + 15n * BigInt(n.slice(5, 10)) + 3n * BigInt(n.slice(10))) % 97n)
  return cle === Number(rib.slice(21))
}

/** Keys of other countries are judged through their IBAN. */
export function bbanJuste(bban: string, pays: string): boolean {
  if (FRANCE.includes(pays) || pays === 'MC') return ribJuste(bban)
  const s = SPECIFICATIONS[paysIbanDe(pays)]
  if (!s?.IBANRegistry || !s.bban_regexp) return /^[A-Z0-9]{1,34}$/.test(bban)
  return bban.length === (s.chars ?? 0) - 4 && new RegExp(s.bban_regexp).test(bban)
}

export const bicJuste = (bic: string) => isValidBIC(bic)

const paysIbanDe = (pays: string) => Object.keys(PARTAGES).find((p) => PARTAGES[p]!.includes(pays)) ?? pays

/** The account of this country may be numbered by that IBAN. */
export const ibanDuPays = (iban: string, pays: string) => iban.slice(0, 2) === pays || iban.slice(0, 2) === paysIbanDe(pays)

/** French banks hold Monegasque accounts, and the other way round. */
const zoneDe = (pays: string) => (pays === 'MC' ? 'FR' : paysIbanDe(pays))
export const bicDuPays = (bic: string, pays: string) => zoneDe(bic.slice(4, 6)) === zoneDe(pays)
