import { chercherLesMiennes } from '#app/accueil/recherche.miennes.ts'
import { enBref } from '#app/communication/actualites/actualites.page.tsx'
import { chercherActualites } from '#app/communication/actualites/lire.ts'
import { chercher, type Resultat } from '#app/accueil/recherche.ts'
import type { Contexte } from '#app/contexte.ts'

/** All that answers, of the portal and of what one may see (POR-14): what bears exactly this number or address, the portal's own, then the rest. */
export async function chercherTout(c: Contexte, q: string, { limite, parGenre = limite }: { limite: number; parGenre?: number }): Promise<Resultat[]> {
  const [portail, actualites, miennes] = await Promise.all([chercher(c, q), lesActualites(c, q), chercherLesMiennes(c, q, Math.min(parGenre, 20))])
  const combien = new Map<string, number>()
  return [...miennes.filter((r) => r.exact), ...portail, ...actualites, ...miennes.filter((r) => !r.exact)].filter((r) => {
    const n = (combien.get(r.genre) ?? 0) + 1
    combien.set(r.genre, n)
    return n <= parGenre
  }).slice(0, limite)
}

/** News that are out, in the reader's language. */
const lesActualites = async (c: Contexte, q: string): Promise<Resultat[]> =>
  (/[\p{L}\p{N}]/u.test(q) ? await chercherActualites(c.db, q) : []).map((a) => enBref(c, { ...a, publieLe: '' })).map((a) => ({ genre: 'actualite', titre: a.titre, adresse: a.href, detail: a.texte }))
