import { z } from 'zod'
import { accepte, majuscules, refuse, type RegleIdentifiant, type Verification } from './commun.ts'

const lettres = (nom: string): string => majuscules(nom).replace(/[^A-Z]/g, '')

/** What is asked to build the identifier of an individual, and not kept (STR-02). `sexe`: 1 man, 2 woman, as on the social security card. */
export const partsParticulier = z.strictObject({
  sexe: z.coerce.number().int().min(1).max(2),
  anneeNaissance: z.coerce.number().int().min(1900).max(2099),
  moisNaissance: z.coerce.number().int().min(1).max(12),
  codePostal: z
    .string()
    .trim()
    .regex(/^\d{5}$/),
  nom: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .refine((nom) => lettres(nom).length > 0),
})
export type PartsParticulier = z.output<typeof partsParticulier>

/** `1990193160BONJEAN`: sex, year and month of birth, postal code, name. */
export function construireParticulier({ sexe, anneeNaissance, moisNaissance, codePostal, nom }: PartsParticulier): string {
  const deux = (n: number) => String(n % 100).padStart(2, '0')
  return `${sexe}${deux(anneeNaissance)}${deux(moisNaissance)}${codePostal}${lettres(nom).slice(0, 60)}`
}

/** The identifiers to try in turn when somebody holds the first: `…BONJEAN`, `…BONJEAN-2`, `…BONJEAN-3`. */
export function* candidatsParticulier(identifiant: string): Generator<string, never> {
  yield identifiant
  for (let rang = 2; ; rang++) yield `${identifiant}-${rang}`
}

// Never typed by a person: only the form of what the portal has built is checked.
function verifier(saisi: string): Verification {
  const identifiant = particulier.normaliser(saisi)
  if (!identifiant) return refuse('vide', { type: 'PARTICULIER' })
  return /^[12]\d{2}(0[1-9]|1[0-2])\d{5}[A-Z]{1,60}(-([2-9]|[1-9]\d{1,3}))?$/.test(identifiant)
    ? accepte(identifiant)
    : refuse('jamais-saisi', { type: 'PARTICULIER' })
}

export const particulier: RegleIdentifiant = {
  normaliser: (saisi) => saisi.replace(/[\p{Cf}\s]+/gu, '').toUpperCase(),
  verifier,
  grouper: (identifiant) => identifiant,
}
