import { normaliser, TYPES_IDENTIFIANT, type TypeIdentifiant } from '#app/organisation/structures/identifiants/index.ts'
import type { Cell, Row } from '#platform/tables/types.ts'
import { debutDe, plier } from '#platform/plier.ts'

/** What a cell held, as it is told again: a workbook can write what nothing keeps, NUL or half a character. */
const redire = (texte: string, longueur: number) => debutDe(texte.replace(/\p{C}/gu, ' ').trim(), longueur)
export const replier = (s: string) => plier(s).replace(/[^a-z0-9]+/g, '')

export type CodeEntetes = 'colonnes-manquantes' | 'colonne-en-double'
export type Entetes<C extends string> = { ou: Map<number, C>; ignorees: string[] } | { code: CodeEntetes; colonnes: string[] }

/** Which column is which, by the folded headings that people write; those that are not ours are left out, by name. */
export function lireEntetes<C extends string>(ligne: Row, titres: Record<C, string[]>, obligatoires: C[]): Entetes<C> {
  const ou = new Map<number, C>()
  const ignorees: string[] = []
  const doubles: string[] = []
  const colonnes = Object.keys(titres) as C[]
  ligne.cells.forEach((c, i) => {
    const titre = replier(c!.text)
    const colonne = colonnes.find((k) => titres[k].includes(titre))
    if (!colonne) ignorees.push(redire(c!.text, 60))
    else if ([...ou.values()].includes(colonne)) doubles.push(colonne)
    else ou.set(i, colonne)
  })
  if (doubles.length) return { code: 'colonne-en-double', colonnes: doubles }
  const manquantes = obligatoires.filter((k) => ![...ou.values()].includes(k))
  return manquantes.length ? { code: 'colonnes-manquantes', colonnes: manquantes } : { ou, ignorees }
}

/** Adds « code|column|more » to what is wrong with a line. */
export type Dire<C extends string = string> = (code: string, colonne: C, plus?: string) => null

export interface Cellules<C extends string> {
  cellule(colonne: C): Cell | undefined
  /** What was typed; null when the cell itself is at fault. */
  lire(colonne: C): string | null
  faute: Dire<C>
  fautes: string[]
  /** As they were typed, in the order of the model. */
  saisies(ordre: readonly C[]): string[]
}

/** The cells of a line by their columns, and what is wrong with each before anything is made of it. */
export function lireCellules<C extends string>(ligne: Row, ou: Map<number, C>, longueur: number): Cellules<C> {
  const fautes: string[] = []
  const faute: Dire<C> = (code, colonne, plus = '') => (fautes.push(`${code}|${colonne}|${redire(plus, 120)}`), null)
  const cellules = new Map<C, Cell>()
  ligne.cells.forEach((c, i) => {
    const colonne = ou.get(i)
    if (colonne && c) cellules.set(colonne, c)
  })
  for (const [colonne, c] of cellules) {
    if (c.kind === 'formula') faute('formule', colonne)
    else if (c.kind === 'error') faute('cellule-en-erreur', colonne, c.text)
    else if (c.text.length > longueur) faute('cellule-trop-longue', colonne, String(longueur))
    else if (/[^\P{C}\n\r\t]/u.test(c.text.replace(/\p{Cf}/gu, ''))) faute('caracteres-interdits', colonne)
  }
  return {
    fautes,
    faute,
    cellule: (colonne) => cellules.get(colonne),
    lire: (colonne) => (fautes.some((f) => f.split('|')[1] === colonne) ? null : (cellules.get(colonne)?.text.trim() ?? '')),
    // A formula is shown as one: sent again, it is no empty cell.
    saisies: (ordre) =>
      ordre.map((colonne) => redire(cellules.get(colonne)?.kind === 'formula' ? '=…' : (cellules.get(colonne)?.text ?? ''), 200)),
  }
}

const TYPES = new Map<string, TypeIdentifiant>(TYPES_IDENTIFIANT.map((t) => [replier(t), t]))
for (const [nom, t] of [
  ['ue', 'UE_HORS_FRANCE'],
  ['tva', 'UE_HORS_FRANCE'],
  ['tvaintracommunautaire', 'UE_HORS_FRANCE'],
  ['horsunioneuropeenne', 'HORS_UE'],
  ['encoursdimmatriculation', 'AUTRE'],
] as const)
  TYPES.set(nom, t)

export function lireType(saisi: string, faute: Dire<'typeIdentifiant'>): TypeIdentifiant | null {
  if (!saisi) return null
  const type = TYPES.get(replier(saisi)) ?? null
  if (!type) faute('type-inconnu', 'typeIdentifiant', saisi)
  return type
}

/** « 1,23457E+13 »: a spreadsheet has kept six digits of fourteen. */
export const estArrondi = (saisi: string) => /^\d([.,]\d+)?E\+?\d+$/i.test(saisi)

/** The identifier of a structure in its normal form, never « ». */
export function lireIdentifiant(
  cellule: Cell | undefined,
  saisi: string,
  type: TypeIdentifiant | null,
  faute: Dire<'identifiant'>,
): string | null {
  if (!saisi) return faute('champ-manquant', 'identifiant')
  if (estArrondi(saisi)) return faute('notation-scientifique', 'identifiant')
  const i = normaliser(type ?? 'SIRET', saisi)
  // Ten digits may be a RIDET: without a type, only what is nearly fourteen can be nothing else.
  const siret = /^\d+$/.test(i) && (type === 'SIRET' || (!type && i.length > 10 && i.length < 14))
  if (siret && i.length < 14 && (i.length === 13 || cellule?.kind === 'number'))
    return faute('zero-perdu', 'identifiant', i.padStart(14, '0'))
  if (siret && i.length !== 14) return faute('siret-incomplet', 'identifiant', String(i.length))
  return i.slice(0, 100)
}

/** A day as people and spreadsheets write it, in ISO form. */
export function lireJour<C extends string>(cellule: Cell | undefined, saisi: string, colonne: C, faute: Dire<C>): string | null {
  if (!saisi) return null
  const francaise = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(saisi)
  const iso = francaise ? `${francaise[3]}-${francaise[2]!.padStart(2, '0')}-${francaise[1]!.padStart(2, '0')}` : saisi
  const date = /^\d{4}-\d{2}-\d{2}$/.test(iso) ? new Date(`${iso}T00:00:00Z`) : null
  if (!date || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== iso || iso < '1900')
    return faute(cellule?.kind === 'number' ? 'date-en-nombre' : 'date-invalide', colonne)
  if (iso >= '2100') return faute('date-trop-lointaine', colonne)
  return iso
}
