import type { z } from 'zod'
import type { Niveau } from '#acces/index.ts'
import type { ChangementDit, Dite, Lieu, Refaire } from '#demandes/dire.ts'
import type { Moment } from '#demandes/notifier.ts'
import type { SontLus } from '#demandes/lecture.ts'
import type { Milieu } from '#demandes/milieu.ts'
import type { RecuVisible } from '#demandes/recu.ts'
import type { Db, Tx } from '#platform/database/open.ts'
import type { ErreurChamp } from '#platform/http/problem.ts'
import type { GenreDelai, Settings } from '#platform/settings.ts'
import type { Textes } from '#ui/textes/index.ts'

/**
 * Who may submit a demande; required, « connecte » must be written out. `sur`: the structures it names are locked first, and decided upon
 * one by one.
 */
export type AccesDemande =
  | { qui: 'connecte' }
  | { qui: 'operateur' }
  /**
   * `ouService`: the profile on the service that is named is enough (HAB-01, « who governs »); `serviceActif`: and the service must be
   * active, which governing people there does not ask (SER-02).
   * `ouSoi`: of oneself, being attached is enough.
   */
  | { profil: `${string}.${Niveau}`; sur: 'structure'; memeInactive?: boolean; ouService?: true; serviceActif?: true; ouSoi?: true }
  /** The gestionnaire principal alone. */
  | { role: 'gestionnaire-principal'; sur: 'structure' }
  /** Whoever is attached to it, at any maille. */
  | { role: 'rattache'; sur: 'structure' }
export type AccesSurStructure = Extract<AccesDemande, { sur: 'structure' }>

/** What a demande is about, as its body names it: nothing is checked yet. */
export interface Perimetre {
  structure: unknown
  service?: unknown
  utilisateur?: unknown
}

export interface StructureVerrouillee {
  id: string
  typeIdentifiant: string
  identifiant: string
  statut: 'ACTIVE' | 'INACTIVE'
  typeStructure: 'PRIVEE' | 'PUBLIQUE'
  version: number
  gestionnairePrincipal: string | null
  raisonSociale: string
  libelle: string | null
  gestionnaire: { id: string; prenom: string; nom: string } | null
  /** The domain's clock when it was read. */
  heure: Date
}

/** What a structure owns, each with a version of its own. */
export type TableObjet = 'service' | 'coordonnee_bancaire' | 'piece_jointe'
export interface ObjetVerrouille {
  id: string
  version: number
  nomAffiche?: string
}

export interface Auteur {
  id: string
  prenom: string
  nom: string
  adresseElectronique: string
}

/**
 * Somebody a demande tells, as its check page says it (POR-16): a person, at how many addresses when that is all of theirs; or an address
 * that is nobody's.
 */
export type Prevenu =
  | { id: string; prenom: string; nom: string; adresses?: number }
  | { adresse: string; quoi: 'invitation' | 'contact' | 'contact-avant' }
  /** Whoever may decide it: their names are not everybody's. */
  | { quoi: 'decideurs' }

/** What a demande asks, settled: what is kept, what it replaces, and, for a reader, what it is about. */
export interface Preparation {
  saisie: Record<string, unknown>
  avant?: Record<string, unknown>
  /** The person it is about, when not its author alone: told, and may read it. */
  concerne?: string | null
  /** The structure found by what was typed, when the body names none by its id. */
  structure?: string
  service?: string | null
  /** What a simulation says would come of it. */
  resultat?: Record<string, unknown>
}

/** What a submission is judged on; `enquete` is what `enquerir` answered, `vu` what `examiner` did. */
export interface Examen<S extends z.ZodObject, Q, L = unknown, V = unknown> {
  t: Textes
  settings: Settings
  saisie: z.output<S>
  structure: StructureVerrouillee | null
  /** All those it names, in the order of their ids; `structure` is the first that the body names. */
  structures: StructureVerrouillee[]
  /** The object of the structure that it changes, locked after it; its version is the one judged. */
  objet: ObjetVerrouille | null
  auteur: Auteur & { roles: string[] }
  enquete: Q
  /** What `lire` answered, of a structure that exists. */
  lu: L
  vu: V
  /** Nothing will be written: what `enquerir` has just checked need not be checked again. */
  simulation: boolean
  /** Minutes before it holds. */
  delai: number
}

type Trouee<T> = T extends (infer E)[] ? (E | undefined)[] : T
/**
 * The fields that are well-formed, whatever the others are worth; of a list, those of its elements that are, at their place. `lus` says
 * which are whole.
 */
export interface Lisible<S extends z.ZodObject> {
  saisie: { [N in keyof z.output<S>]?: Trouee<z.output<S>[N]> }
  lus: SontLus
}

export interface Effet<S extends z.ZodObject> {
  milieu: Milieu
  demande: number
  /** What was typed over what was kept, at the submission; what was kept, when it was approved or falls due. */
  saisie: z.output<S>
  structure: StructureVerrouillee | null
  structures: StructureVerrouillee[]
  objet: ObjetVerrouille | null
  auteur: Auteur
  /** Who decided, when it waited for an approval. */
  decideePar?: string | null
  /** The hour from which it holds. */
  quand: Date
}

export interface Issue {
  /** The structure that the demande created, when it had none. */
  structure?: string
  /** The object that it created, or, of several, none. */
  objet?: string
  resultat?: Record<string, unknown>
  /**
   * Of `inscrire` at an approval: what is done, where the days gone by since it was asked change it; kept in place of what was asked, which
   * the history keeps.
   */
  saisie?: Record<string, unknown>
}

export interface Demande<T extends string = string, S extends z.ZodObject = z.ZodObject, Q = unknown, L = unknown, V = unknown> {
  type: T
  /** A strict object; its messages are codes, whose sentences are in the texts. */
  saisie: S
  acces: AccesDemande
  approbation: 'aucune' | 'gestionnaire-principal'
  effet: 'immediat' | GenreDelai
  /** The part of the portal that its receipt leads back to; null: its reader is told of no structure. */
  lieu(c: { t: Textes }, d: RecuVisible): Lieu | null
  /** What it changes, in words, from what it keeps; without it, its fields before and after. */
  decrire?(t: Textes, langue: 'fr' | 'en', d: Dite): ChangementDit[]
  /** Of a kind that may be refused: the form that asks for it again, or the several that it takes. */
  refaire?(saisie: Record<string, unknown>): Refaire[]
  /** Of a kind that waits, but not this time: « Retirer immédiatement » (HAB-04). */
  immediatSi?(saisie: z.output<S>): boolean
  /** What it is about, when the body names more than one structure; all are locked, all must be allowed, all or none. */
  perimetres?(corps: Record<string, unknown>): Perimetre[]
  /**
   * It changes an object of the structure and not the structure itself, whose version does not move: the object's does. `champ`: the field
   * that names it; `cree`: it makes one.
   */
  objet?: { table: TableObjet; champ: string; cree?: true }
  /** It changes who may do what, not the structure's own fields: the structure's version does not move, and only those who govern read it. */
  personnes?: true
  /** Fields kept in clear nowhere: a draft holds them sealed; what `preparer` answers holds them not at all. */
  scelles?: readonly string[]
  /** Proved again that it is oneself within ten minutes before (CPT-07): always, or when what is asked for says so. */
  preuve?: true | ((corps: Record<string, unknown>) => boolean)
  /** Those concerned are told by mails of its own: sent with its effect, or at each moment by this, in place of the common ones. */
  avisPropre?: true | ((milieu: Pick<Milieu, 'db' | 'settings' | 'jobs'>, avis: { demande: number; moment: Moment }) => Promise<void>)
  /** Those whom mails of its own tell: said before it is submitted, and held to what leaves by prevenus.test.ts. */
  prevenus?(db: Db | Tx, d: { auteur: Auteur; structure: string | null; saisie: Record<string, unknown> }): Prevenu[] | Promise<Prevenu[]>
  /** Errors that only several fields together show, told with those of the schema. */
  controler?(corps: Record<string, unknown>, t: Textes, l: Lisible<S>): ErreurChamp[]
  /** What must be asked outside (the register): after access, before the transaction, so that none stays open meanwhile; of what is well-formed. */
  enquerir?(
    milieu: Milieu,
    e: Omit<Examen<S, Q>, 'saisie' | 'enquete' | 't' | 'settings' | 'simulation' | 'delai' | 'lu' | 'vu'> & Lisible<S>,
  ): Promise<Q>
  /** What `preparer` reads of the structure whatever is asked: asked together with the locks, and read under them. */
  lire?(tx: Tx, structure: string): Promise<L>
  /**
   * Errors of fields that need what is kept, or what the register says: told with all the others, so it is asked whatever is wrong
   * elsewhere (INT-12),
   * and judges only what is well-formed. Under the lock; `vu` goes on to `preparer`.
   */
  examiner?(
    tx: Tx,
    e: Omit<Examen<S, Q, L>, 'saisie' | 'enquete' | 'vu'> & Lisible<S> & { enquete: Q | undefined },
  ): Promise<{ erreurs: ErreurChamp[]; vu: V }>
  /** Refusals of the whole, once every field is right; what is kept of the input. Runs for a simulation too: writes nothing. */
  preparer?(tx: Tx, e: Examen<S, Q, L, V>): Promise<Preparation>
  /** The effect, at its hour, in its own transaction, guarded by the demande's state. */
  appliquer?(tx: Tx, e: Effet<S>): Promise<Issue | void>
  /**
   * For effective-dated facts (attachments, rights), in place of `appliquer`: written with their bounds as soon as it is decided, so that
   * no process needs to be awake at the hour.
   */
  inscrire?(tx: Tx, e: Effet<S>): Promise<Issue | void>
  /**
   * A long work: one batch in a transaction of its own, under its own locks, by whoever is alive. The demande stays « programmee » until
   * the last one, which ends it,
   * and may be cancelled between two; « ailleurs »: another process is at it.
   */
  avancer?(milieu: Milieu, demande: number): Promise<'effective' | 'encore' | 'ailleurs'>
  /** Takes back what `inscrire` wrote, when it is cancelled before its hour. */
  effacer?(tx: Tx, e: { demande: number; saisie: Record<string, unknown>; structure: string | null }): Promise<void>
}

const connues = new Map<string, Demande>()
/** The definition of a type, for what runs later than its submission. */
export const definitionDe = (type: string) => connues.get(type)

/** The types of long works. */
export const typesLongs = () => [...connues.values()].filter((d) => d.avancer).map((d) => d.type)

/** Declares a demande: what it takes, who may submit it, when it holds and what it does. The rest is derived. */
export function definirDemande<const T extends string, S extends z.ZodObject, Q = unknown, L = unknown, V = unknown>(
  d: Demande<T, S, Q, L, V>,
): Demande<T, S, Q, L, V> {
  connues.set(d.type, d as never)
  return d
}
