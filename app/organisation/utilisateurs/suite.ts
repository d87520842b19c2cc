import { estUuid } from '#app/contexte.ts'
import { ecrireCle, lireCle } from '#platform/database/lists.ts'

/** Where a list goes on: the value it is sorted by, then what tells a line from its equals. */
export interface Suite {
  cle: string
  tri: string
  utilisateur: string
  structure: string
}

/** In UTC, as PostgreSQL writes it; a day that does not exist is not one of our keys. */
function estHeure(v: string): boolean {
  if (v === '-infinity') return true
  if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?$/.test(v)) return false
  const lue = new Date(`${v.replace(' ', 'T')}Z`)
  return !Number.isNaN(lue.getTime()) && lue.toISOString().slice(0, 19).replace('T', ' ') === v.slice(0, 19)
}

/** Opaque outside; says which sort it was made for. */
export const ecrireSuite = (tri: string, l: { cle: string; tri: string; id: string; structure: { id: string } }): string =>
  ecrireCle(l.cle, [tri, l.id, l.structure.id, l.tri].join('|'))

/** @returns null when the key is not one of ours, or of another sort: the list then begins */
export function lireSuite(suite: string | undefined, tri: string): Suite | null {
  const lue = lireCle(suite, 'text')
  if (!lue) return null
  const [pour, utilisateur, structure, nom, ...reste] = lue[1].split('|')
  const [cle] = lue
  if (pour !== tri || reste.length || nom === undefined || !estUuid(utilisateur) || !estUuid(structure)) return null
  if (/derniereConnexionLe|depuis/.test(tri) && !estHeure(cle)) return null
  return { cle, tri: nom, utilisateur, structure }
}
