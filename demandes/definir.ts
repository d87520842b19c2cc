import type { z } from 'zod'
import type { Niveau } from '#acces/index.ts'
import type { Milieu } from '#demandes/soumettre.ts'
import type { Tx } from '#platform/database/open.ts'
import type { ErreurChamp } from '#platform/http/problem.ts'
import type { GenreDelai } from '#platform/settings.ts'
import type { Textes } from '#ui/textes/index.ts'

/** Who may submit a demande; required, « connecte » must be written out. */
export type AccesDemande =
  | { qui: 'connecte' }
  | { qui: 'operateur' }
  | { profil: `${string}.${Niveau}`; sur: 'structure'; memeInactive?: boolean }

export interface StructureVerrouillee {
  id: string
  typeIdentifiant: string
  identifiant: string
  statut: 'ACTIVE' | 'INACTIVE'
  typeStructure: 'PRIVEE' | 'PUBLIQUE'
  version: number
  gestionnairePrincipal: string | null
  raisonSociale: string
  gestionnaire: { id: string; prenom: string; nom: string } | null
  /** The domain's clock when it was read. */
  heure: Date
}

export interface Auteur { id: string; prenom: string; nom: string; adresseElectronique: string }

/** What a demande asks, settled: what is kept, what it replaces, and, for a reader, what it is about. */
export interface Preparation {
  saisie: Record<string, unknown>
  avant?: Record<string, unknown>
  /** What a simulation says would come of it. */
  resultat?: Record<string, unknown>
}

/** What a submission is judged on; `enquete` is what `enquerir` answered. */
export interface Examen<S extends z.ZodObject, Q> {
  t: Textes
  saisie: z.output<S>
  structure: StructureVerrouillee | null
  auteur: Auteur & { roles: string[] }
  enquete: Q
  /** Nothing will be written: what `enquerir` has just checked need not be checked again. */
  simulation: boolean
}

export interface Effet<S extends z.ZodObject> {
  milieu: Milieu
  demande: number
  saisie: z.output<S>
  structure: StructureVerrouillee | null
  auteur: Auteur
}

export interface Issue {
  /** The structure that the demande created, when it had none. */
  structure?: string
  resultat?: Record<string, unknown>
}

export interface Demande<T extends string = string, S extends z.ZodObject = z.ZodObject, Q = unknown> {
  type: T
  /** A strict object; its messages are codes, whose sentences are in the texts. */
  saisie: S
  acces: AccesDemande
  approbation: 'aucune' | 'gestionnaire-principal'
  effet: 'immediat' | GenreDelai
  /** Errors that only several fields together show, told with those of the schema. */
  controler?(corps: Record<string, unknown>, t: Textes): ErreurChamp[]
  /** What must be asked outside (the register): after access and fields, before the transaction, so that none stays open meanwhile. */
  enquerir?(milieu: Milieu, e: Omit<Examen<S, Q>, 'enquete' | 't' | 'simulation'>): Promise<Q>
  /** Refusals that need the object as it is under its lock; what is kept of the input. Runs for a simulation too: writes nothing. */
  preparer?(tx: Tx, e: Examen<S, Q>): Promise<Preparation>
  /** The effect, in its own transaction, guarded by the demande's state. */
  appliquer(tx: Tx, e: Effet<S>): Promise<Issue | void>
}

/** Declares a demande: what it takes, who may submit it, when it holds and what it does. The rest is derived. */
export function definirDemande<const T extends string, S extends z.ZodObject, Q = unknown>(d: Demande<T, S, Q>): Demande<T, S, Q> {
  return d
}
