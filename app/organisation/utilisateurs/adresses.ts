import { estUuid, type Contexte } from '#app/contexte.ts'
import { refus } from '#demandes/index.ts'

export const LISTE = '/organisation/utilisateurs/liste'
export const EXPORT = '/organisation/utilisateurs/export'

/** One structure when the address names it, else the active one; « toutes »: all of one's structures. */
export function structureDemandee(c: Contexte): string | null {
  const nommee = c.url.searchParams.get('structure')
  if (nommee === null) return c.structureActive?.id ?? null
  if (nommee === '' || nommee === 'toutes') return null
  if (!estUuid(nommee)) throw refus(c.t, 'introuvable')
  return nommee.toLowerCase()
}

/** The whole filtered list, whatever the page shown; its structure is written out, since the active one may change. */
export function adresseExport(c: Contexte, format: string): string {
  const p = new URLSearchParams(c.url.search)
  for (const cle of ['page', 'apres', 'taille', 'export']) p.delete(cle)
  p.set('structure', structureDemandee(c) ?? 'toutes')
  p.set('format', format)
  return `${EXPORT}?${p.toString()}`
}

/** A person, seen through a structure. */
export const adressePersonne = (u: { id: string; structure: { id: string } }) =>
  `/organisation/utilisateurs/personnes/${u.id}?structure=${u.structure.id}`
/** Of a line: one person in one structure. */
export const cleDe = (u: { id: string; structure: { id: string } }) => `${u.id}:${u.structure.id}`
