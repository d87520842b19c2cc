import { accesAuxStructures, defautDeLecture } from '#acces/index.ts'
import type { Lien } from '#app/assistant/repondre.ts'
import type { Contexte } from '#app/contexte.ts'

export type Moi = NonNullable<Contexte['utilisateur']>
/** Lines of one answer: its link leads to all. */
export const MONTRES = 5

export const mesStructures = (c: Contexte): Lien => ({ libelle: c.t.pages.liens.structures, href: '/compte/structures' })

/** Of one's structures, those where one may read « Organisation »; `toutes`: how many there are. */
export async function structuresLisibles(c: Contexte, moi: Moi): Promise<{ toutes: number; lisibles: string[] }> {
  const acces = await accesAuxStructures(
    c.db,
    moi.id,
    c.structures.map((s) => s.id),
  )
  return { toutes: acces.size, lisibles: [...acces].flatMap(([id, x]) => (defautDeLecture(x) ? [] : [id])) }
}
