import pays from '#ui/textes/pays.json' with { type: 'json' }
import { accepte, caractereEtranger, majuscules, refuse, type RegleIdentifiant, type Verification } from './commun.ts'

const PAYS = new Map(pays.map((p) => [p.code, p]))
const LONGUEUR_NOM = 16
/** Territories of France that have a SIRET. */
const SIRENE = new Set(['FR', 'GP', 'GF', 'MQ', 'RE', 'YT', 'PM', 'BL', 'MF'])

/** « us Acme  Corporation » becomes « USACME CORPORATION »: the space after the country is not of the identifier. */
function normaliser(saisi: string): string {
  const texte = majuscules(saisi.replace(/(?!\s)\p{Cf}/gu, ''))
    .replace(/[’‘ʼ]/g, "'")
    .replace(/\s+/g, ' ')
    .trim()
  const enTete = /^(FRWF|[A-Z]{2}) (?=\S)/.exec(texte)
  return enTete ? enTete[1] + texte.slice(enTete[0].length) : texte
}

function verifier(saisi: string): Verification {
  const identifiant = normaliser(saisi)
  if (!identifiant) return refuse('vide', { type: 'HORS_UE' })
  const caractere = caractereEtranger(identifiant, /[\x20-\x7e]/)
  if (caractere) return refuse('caracteres', { type: 'HORS_UE', caractere })
  // Wallis-et-Futuna has no type of its own: « FRWF » and 14 characters, by the same order.
  const wallis = identifiant.startsWith('FRWF')
  const code = identifiant.slice(0, 2)
  const nom = identifiant.slice(wallis ? 4 : 2)
  if (!wallis) {
    const lu = PAYS.get(code)
    if (code === 'WF') return refuse('wallis')
    if (code === 'NC' || code === 'PF')
      return refuse('autre-type', { pays: lu!.nom, codePays: code, type: code === 'NC' ? 'RIDET' : 'TAHITI' })
    if (SIRENE.has(code)) return refuse('france')
    if (!lu) return refuse('pays-inconnu', { prefixe: code })
    if (lu.membreUe) return refuse('etat-membre', { pays: lu.nom, codePays: code })
  }
  if (!/[A-Z0-9]/.test(nom)) return refuse('denomination-absente')
  // Not cut in silence: the person sees what the identifier becomes.
  if (identifiant.length > LONGUEUR_NOM + 2)
    return refuse('denomination-longue', { propose: identifiant.slice(0, LONGUEUR_NOM + 2).trimEnd() })
  return accepte(identifiant)
}

/** « Hors UE »: ISO 3166 country code, then at most 16 characters of the name (STR-02). */
export const horsUe: RegleIdentifiant = { normaliser, verifier, grouper: (identifiant) => identifiant }

/** The identifier of a foreign company from its country and name, as a form may propose it. */
export const construireHorsUe = (pays: string, denomination: string): string =>
  normaliser(`${pays} ${denomination}`)
    .slice(0, LONGUEUR_NOM + 2)
    .trimEnd()
