import { chercherLesMiennes } from '#app/accueil/recherche/miennes.ts'
import { OBLIGATIONS } from '#app/accueil/pied/plan.ts'
import { enBref } from '#app/communication/actualites/actualites.page.tsx'
import { chercherActualites } from '#app/communication/actualites/lire.ts'
import { chercher, type Resultat } from '#app/accueil/recherche/recherche.ts'
import type { Contexte } from '#app/contexte.ts'
import { plier } from '#platform/plier.ts'

const DU_PIED = new Set<string>(OBLIGATIONS.map(([, adresse]) => adresse))

/**
 * All that answers, of the portal and of what one may see (POR-14): what bears exactly this number or address, what says it in its title,
 * the portal's own before mine, the pages at its foot after, then what is only near.
 */
export async function chercherTout(
  c: Contexte,
  q: string,
  { limite, parGenre = limite }: { limite: number; parGenre?: number },
): Promise<Resultat[]> {
  const [portail, actualites, miennes] = await Promise.all([
    chercher(c, q),
    lesActualites(c, q),
    chercherLesMiennes(c, q, Math.min(parGenre, 20)),
  ])
  const combien = new Map<string, number>()
  const motif = new RegExp(`(^|[^\\p{L}\\p{N}])${plier(q.trim()).replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}`, 'u')
  const dit = (r: Resultat) => motif.test(plier(r.titre))
  const parNom = miennes.filter((r) => !r.exact)
  return [
    ...miennes.filter((r) => r.exact),
    ...portail.filter((r) => dit(r) && !DU_PIED.has(r.adresse)),
    ...parNom.filter(dit),
    ...portail.filter((r) => dit(r) && DU_PIED.has(r.adresse)),
    ...portail.filter((r) => !dit(r)),
    ...actualites,
    ...parNom.filter((r) => !dit(r)),
  ]
    .filter((r) => {
      const n = (combien.get(r.genre) ?? 0) + 1
      combien.set(r.genre, n)
      return n <= parGenre
    })
    .slice(0, limite)
}

/** News that are out, in the reader's language. */
const lesActualites = async (c: Contexte, q: string): Promise<Resultat[]> =>
  (/[\p{L}\p{N}]/u.test(q) ? await chercherActualites(c.db, q) : [])
    .map((a) => enBref(c, { ...a, publieLe: '' }))
    .map((a) => ({ genre: 'actualite', titre: a.titre, adresse: a.href, detail: a.texte }))
