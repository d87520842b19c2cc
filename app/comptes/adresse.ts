import { domainToASCII } from 'node:url'

const LOCALE = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const HOTE = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/

/**
 * The one form of an e-mail address: lower case, local part in ASCII, host in punycode; null when it is no such address.
 * Text that compatibility normalisation would change (K of Kelvin, ligatures) is refused: two spellings must not meet by accident.
 */
export function adresseCanonique(brut: unknown): string | null {
  if (typeof brut !== 'string') return null
  const texte = brut.trim()
  if (texte.length > 254 || texte.normalize('NFKC') !== texte.normalize('NFC')) return null
  const at = texte.indexOf('@')
  if (at < 1 || at !== texte.lastIndexOf('@')) return null
  const locale = texte.slice(0, at)
  // Before any normalisation or lower-casing: the signs of Kelvin and dotted I would become ASCII letters.
  if (/[^!-~]/.test(locale)) return null
  const nom = texte.slice(at + 1).normalize('NFC')
  if (/[^\p{L}\p{N}\p{M}.-]/u.test(nom)) return null
  const hote = domainToASCII(nom).toLowerCase()
  const canonique = `${locale.toLowerCase()}@${hote}`
  return LOCALE.test(locale.toLowerCase()) && locale.length <= 64 && HOTE.test(hote) && canonique.length <= 254 ? canonique : null
}
