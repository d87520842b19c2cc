import { accepte, caractereEtranger, compacter, decouper, refuse, type RegleIdentifiant, type Verification } from './commun.ts'

function verifier(saisi: string): Verification {
  const tahiti = compacter(saisi)
  if (!tahiti) return refuse('vide', { type: 'TAHITI' })
  const caractere = caractereEtranger(tahiti, /[0-9A-Z]/)
  if (caractere) return refuse('caracteres', { type: 'TAHITI', caractere })
  if (tahiti.length === 6) return refuse('tahiti-entreprise-seule')
  if (tahiti.length !== 9) return refuse('longueur', { type: 'TAHITI', longueur: tahiti.length, attendu: 9 })
  // A letter only since October 2011, and only the first.
  return /^[0-9A-Z]\d{8}$/.test(tahiti) ? accepte(tahiti) : refuse('tahiti-forme')
}

/** TAHITI number of French Polynesia: 6 characters of the enterprise and 3 digits of the establishment (STR-02). */
export const tahiti: RegleIdentifiant = { normaliser: compacter, verifier, grouper: (identifiant) => decouper(identifiant, [6]) }
