import { chercherLesMiennes } from '#app/accueil/recherche.miennes.ts'
import { chercher, type Resultat } from '#app/accueil/recherche.ts'
import type { Contexte } from '#app/contexte.ts'

/** All that answers, of the portal and of what one may see (POR-14): what bears exactly this number or address, the portal's own, then the rest. */
export async function chercherTout(c: Contexte, q: string, { limite, parGenre = limite }: { limite: number; parGenre?: number }): Promise<Resultat[]> {
  const [portail, miennes] = await Promise.all([chercher(c, q), chercherLesMiennes(c, q, Math.min(parGenre, 20))])
  const combien = new Map<string, number>()
  return [...miennes.filter((r) => r.exact), ...portail, ...miennes.filter((r) => !r.exact)].filter((r) => {
    const n = (combien.get(r.genre) ?? 0) + 1
    combien.set(r.genre, n)
    return n <= parGenre
  }).slice(0, limite)
}
