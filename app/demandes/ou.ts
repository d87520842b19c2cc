import { nomDe } from '#app/organisation/structures/lire.ts'
import type { RecuVisible } from '#demandes/index.ts'
import type { Textes } from '#ui/textes/index.ts'

interface Nommee {
  id: string
}

/** Where a demande leads, for the head of its receipt: the one structure that it names, or how many, each of which its details name. */
export function ouDe(t: Textes, { structure, saisie }: Pick<RecuVisible, 'structure' | 'saisie'>): string | null {
  const { structures = [], lignes = [] } = saisie as { structures?: Nommee[]; lignes?: { structure?: Nommee }[] }
  const ids = new Set(
    [...(Array.isArray(structures) ? structures : []), ...(Array.isArray(lignes) ? lignes.map((l) => l.structure) : [])].flatMap(
      (s) => s?.id ?? [],
    ),
  )
  return ids.size > 1 ? t.commun.structures.combien(ids.size) : structure && nomDe(structure)
}
