import siren from 'stdnum/lib/cjs/fr/siren.js'
import { accepte, caractereEtranger, compacter, decouper, refuse, type RegleIdentifiant, type Verification } from './commun.ts'

const LA_POSTE = '356000000'

const luhn = (chiffres: string): boolean => {
  const somme = [...chiffres].reduceRight((s, c, i) => {
    const n = Number(c) * ((chiffres.length - i) % 2 ? 1 : 2)
    return s + (n > 9 ? n - 9 : n)
  }, 0)
  return somme % 10 === 0
}

const sommeDesChiffres = (chiffres: string): number => [...chiffres].reduce((s, c) => s + Number(c), 0)

/** Nine digits with the right check digit. */
export const estSiren = (numero: string): boolean => /^\d{9}$/.test(numero) && siren.validate(numero).isValid

function verifierSiret(saisi: string): Verification {
  const siret = compacter(saisi)
  if (!siret) return refuse('vide', { type: 'SIRET' })
  const caractere = caractereEtranger(siret, /[0-9]/)
  if (caractere) return refuse('caracteres', { type: 'SIRET', caractere })
  if (siret.length === 9 && estSiren(siret)) return refuse('siren-seul')
  if (siret.length !== 14) return refuse('longueur', { type: 'SIRET', longueur: siret.length, attendu: 14 })
  // 11122233344455 satisfies Luhn as a whole and belongs to nobody: its SIREN is wrong.
  if (!estSiren(siret.slice(0, 9))) return refuse('siren', { siren: siret.slice(0, 9) })
  // La Poste has too many establishments for Luhn: their digits sum to a multiple of 5. Its head office has Luhn only; either is accepted.
  if (luhn(siret) || (siret.startsWith(LA_POSTE) && sommeDesChiffres(siret) % 5 === 0)) return accepte(siret)
  return refuse('cle', { type: 'SIRET' })
}

/** SIRET: 14 digits, check digits of the whole and of its SIREN, La Poste's exception (STR-02). */
export const siret: RegleIdentifiant = {
  normaliser: compacter,
  verifier: verifierSiret,
  grouper: (identifiant) => decouper(identifiant, [3, 3, 3]),
}
