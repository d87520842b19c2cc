import { filDesPieces, listeDesPieces } from '#app/organisation/pieces-jointes/fil.ts'
import type { Lieu } from '#demandes/dire.ts'
import type { RecuVisible } from '#demandes/index.ts'
import type { Textes } from '#ui/textes/index.ts'

export const lieuDesPieces = (c: { t: Textes }, { structure, type }: RecuVisible): Lieu | null =>
  structure && {
    fil: filDesPieces(c, structure, c.t.demandes.phrases[type]).slice(0, -1),
    suites: [{ libelle: c.t.pieces.liste.toutes, href: listeDesPieces(structure.id) }],
  }
