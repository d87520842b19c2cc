import type { RegleIdentifiant, TypeIdentifiant, Verification } from './commun.ts'
import { enCours } from './en-cours.ts'
import { horsUe } from './hors-ue.ts'
import { particulier } from './particulier.ts'
import { ridet } from './ridet.ts'
import { siret } from './siret.ts'
import { tahiti } from './tahiti.ts'
import { ueHorsFrance } from './tva.ts'

export { TYPES_IDENTIFIANT, type Params, type Raison, type TypeIdentifiant, type Verification } from './commun.ts'
export { construireEnCours, emettreEnCours } from './en-cours.ts'
export { construireHorsUe } from './hors-ue.ts'
export { candidatsParticulier, construireParticulier, partsParticulier, type PartsParticulier } from './particulier.ts'
export { estSiren } from './siret.ts'
export { PREFIXES_TVA, verifierNumeroTva } from './tva.ts'

const REGLES: Record<TypeIdentifiant, RegleIdentifiant> = {
  SIRET: siret,
  UE_HORS_FRANCE: ueHorsFrance,
  HORS_UE: horsUe,
  RIDET: ridet,
  TAHITI: tahiti,
  AUTRE: enCours,
  PARTICULIER: particulier,
}

/** The form in which an identifier is kept and looked up. Judges nothing: the State's lists hold identifiers that do not conform. */
export const normaliser = (type: TypeIdentifiant, saisi: string): string => REGLES[type].normaliser(saisi)

/** Checks what was typed (STR-02). A refusal says why: `code` for the API, `raison` and `params` for the sentence. */
export const verifier = (type: TypeIdentifiant, saisi: string): Verification => REGLES[type].verifier(saisi)

/** « 217 500 016 00019 » with no-break spaces, whatever is easiest to read for the type. */
export const grouper = (type: TypeIdentifiant, identifiant: string): string => REGLES[type].grouper(identifiant)
