import { lieuDansLaStructure } from '#app/organisation/structures/lieu.ts'
import type { Lieu } from '#demandes/dire.ts'
import type { RecuVisible } from '#demandes/index.ts'
import type { Textes } from '#ui/textes/index.ts'

export const lieuDuCompte = (c: { t: Textes }, d: RecuVisible): Lieu | null =>
  lieuDansLaStructure(c, d, 'coordonnees-bancaires', {
    tous: c.t.coordonnees.tous,
    titre: c.t.coordonnees.titre,
    voir: c.t.demandes.recu.voirCompte,
  })
