import { accepte, caractereEtranger, compacter, decouper, refuse, type RegleIdentifiant, type Verification } from './commun.ts'

// Usually written without the first zero of its RID; kept with it, so that both writings are one structure.
const normaliser = (saisi: string): string => {
  const ridet = compacter(saisi)
  return /^\d{9}$/.test(ridet) ? `0${ridet}` : ridet
}

function verifier(saisi: string): Verification {
  const ridet = normaliser(saisi)
  if (!ridet) return refuse('vide', { type: 'RIDET' })
  const caractere = caractereEtranger(ridet, /[0-9]/)
  if (caractere) return refuse('caracteres', { type: 'RIDET', caractere })
  if (ridet.length === 7) return refuse('rid-seul')
  if (ridet.length !== 10) return refuse('longueur', { type: 'RIDET', longueur: ridet.length, attendu: 10 })
  return accepte(ridet)
}

/** RIDET of New Caledonia: RID of 7 digits and 3 of the establishment; no known check digit (STR-02). */
export const ridet: RegleIdentifiant = { normaliser, verifier, grouper: (identifiant) => decouper(identifiant, [1, 3, 3]) }
