import type { z } from 'zod'
import type { Niveau } from '#acces/index.ts'
import type { Tx } from '#platform/database/open.ts'
import type { GenreDelai } from '#platform/settings.ts'

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
}

export interface Auteur { id: string; prenom: string; nom: string; adresseElectronique: string }

/** What a demande asks, settled: what is kept, what it replaces, and, for a reader, what it is about. */
export interface Preparation {
  saisie: Record<string, unknown>
  avant?: Record<string, unknown>
}

export interface Effet<S extends z.ZodObject> {
  saisie: z.output<S>
  structure: StructureVerrouillee | null
  auteur: Auteur
}

export interface Issue {
  /** The structure that the demande created, when it had none. */
  structure?: string
  resultat?: Record<string, unknown>
}

export interface Demande<T extends string = string, S extends z.ZodObject = z.ZodObject> {
  type: T
  /** A strict object; its messages are codes, whose sentences are in the texts. */
  saisie: S
  acces: AccesDemande
  approbation: 'aucune' | 'gestionnaire-principal'
  effet: 'immediat' | GenreDelai
  /** Refusals that need the object as it is under its lock; what is kept of the input. Runs for a simulation too: writes nothing. */
  preparer?(tx: Tx, e: Effet<S>): Promise<Preparation>
  /** The effect, in its own transaction, guarded by the demande's state. */
  appliquer(tx: Tx, e: Effet<S>): Promise<Issue | void>
}

/** Declares a demande: what it takes, who may submit it, when it holds and what it does. The rest is derived. */
export function definirDemande<const T extends string, S extends z.ZodObject>(d: Demande<T, S>): Demande<T, S> {
  return d
}
