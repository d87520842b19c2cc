import type { JSX } from 'preact'
import type { Contexte } from '#app/contexte.ts'
import type { FiltreLignes, Import, LigneImportee } from '#app/organisation/imports/lister.ts'
import type { GenreImport } from '#app/organisation/imports/refus.ts'
import type { Demande } from '#demandes/index.ts'
import type { PageDeListe } from '#platform/database/lists.ts'
import type { Db } from '#platform/database/open.ts'
import type { Sheet } from '#platform/spreadsheets.ts'
import type { Lien } from '#app/organisation/imports/parties.tsx'

/** What one kind of import has of its own; the screens and their actions are the same. */
export interface Genre<L extends LigneImportee = LigneImportee> {
  genre: GenreImport
  chemin: string
  /** Where it stands, without itself. */
  fil(c: Contexte): { nom: string; href?: string }[]
  /** @throws Refus acces-refuse to whoever may import nothing */
  exiger(c: Pick<Contexte, 'db' | 't'>, utilisateur: string): Promise<void>
  /** Fields besides the file. */
  champs?(c: Contexte, saisi: string | null): Promise<JSX.Element | null>
  /** @returns the import's id */
  deposer(c: Contexte, fichier: { nom: string; contenu: Buffer }, champs: Map<string, string>): Promise<string>
  definition: Demande
  lister(db: Db, id: string, f: FiltreLignes): Promise<PageDeListe<L>>
  modele(): Sheet
  feuille(lignes: L[]): Sheet
  resultats: readonly string[]
  issues: readonly string[]
  /** How many lines would be, or were, what; those of `toujours` are shown even when there are none. */
  prevus(i: Import): Record<string, number>
  faits(i: Import): Record<string, number>
  toujours: string[]
  colonnes: { nom: string; entete?: true }[]
  cellules(c: Contexte, l: L): (JSX.Element | string | null)[]
  /** What is to be known before one agrees. */
  effets(c: Contexte, i: Import): { cle: string; valeur: string }[]
  bilan(c: Contexte, i: Import): string[]
  liens(c: Contexte, i: Import): Lien[]
  /** Something that a valid line may hide. */
  avis?(c: Contexte, lignes: L[]): { titre: string; texte: string } | null
}

/** Lines that would do something. */
export const aFaire = (i: Import) => i.aRattacher + i.aInviter + i.aCompleter + i.aCreer + i.aModifier
