import { filDesStructures } from '#app/organisation/structures/fil.ts'
import type { Lieu } from '#demandes/dire.ts'
import type { RecuVisible } from '#demandes/index.ts'
import type { Textes } from '#ui/textes/index.ts'

/** Of what is done to several structures at once. */
export const lieuDesStructures = (c: { t: Textes }): Lieu => ({
  fil: filDesStructures(c),
  suites: [{ libelle: c.t.demandes.recu.revenir, href: '/organisation/structures' }],
})

/** Of what is done to a structure itself. */
export const lieuDeLaStructure = (c: { t: Textes }, d: RecuVisible): Lieu => ({
  ...lieuDesStructures(c),
  fil: filDesStructures(c, d.structure ?? undefined),
})

/** Of one object of a structure: its own page, then the list that it is in. */
export function lieuDansLaStructure(
  { t }: { t: Textes },
  { structure, objet, etat }: RecuVisible,
  ou: string,
  x: { titre: string; tous: string; voir: string },
): Lieu | null {
  if (!structure) return null
  const liste = `/organisation/structures/${structure.id}/${ou}`
  const voir = objet && etat !== 'refusee' ? [{ libelle: x.voir, href: `${liste}/${objet}` }] : []
  return {
    fil: [...filDesStructures({ t }, structure), { nom: x.titre, href: liste }],
    suites: [...voir, { libelle: x.tous, href: liste }],
  }
}
