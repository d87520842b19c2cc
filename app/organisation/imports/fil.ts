import type { Contexte } from '#app/contexte.ts'
import type { Genre } from '#app/organisation/imports/genre.ts'
import type { LigneImportee } from '#app/organisation/imports/lister.ts'
import { textesImport } from '#app/organisation/imports/refus.ts'

/** Down to the import's first page, or to the step that follows it. */
export function fil<L extends LigneImportee>(g: Genre<L>, c: Contexte, dernier?: string) {
  const { titre } = textesImport(c.t, g.genre)
  return [...g.fil(c), ...(dernier ? [{ nom: titre, href: g.chemin }, { nom: dernier }] : [{ nom: titre }])]
}
