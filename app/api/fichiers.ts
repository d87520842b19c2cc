import type { FastifyReply, FastifyRequest } from 'fastify'
import { EXPORT_LIMIT, type PageDeListe } from '#platform/database/lists.ts'
import { formatDemande, toFile, type Format, type Sheet } from '#platform/spreadsheets.ts'

interface Filtre {
  page?: number
  taille?: number
  apres?: string | undefined
  format?: Format | undefined
}

/**
 * A list as JSON, or the whole of it as a file with `?format=` or `Accept` (INT-11); `vue`: what JSON shows of an element, when its sheet
 * reads more.
 */
export async function repondreListe<T, F extends Filtre>(
  requete: FastifyRequest & { query: F },
  reponse: FastifyReply,
  enFeuille: (elements: T[]) => Sheet,
  lister: (f: F, pourFichier: boolean) => Promise<PageDeListe<T>>,
  vue?: (element: T) => unknown,
): Promise<never> {
  const format = formatDemande(requete.query.format, requete.headers.accept)
  if (format === 'json') {
    const page = await lister(requete.query, false)
    return (vue ? { ...page, elements: page.elements.map(vue) } : page) as never
  }
  const elements: T[] = []
  let apres: string | null = null
  do {
    const page: PageDeListe<T> = await lister({ ...requete.query, page: 1, taille: 200, apres: apres ?? undefined }, true)
    elements.push(...page.elements)
    apres = page.suivant
  } while (apres && elements.length < EXPORT_LIMIT)
  return envoyerFichier(reponse, await toFile(format, enFeuille(elements)))
}

/** Sends a file in place of the JSON answer, past its schema: as it is. */
export const envoyerFichier = (reponse: FastifyReply, { nom, type, brut }: Awaited<ReturnType<typeof toFile>>): never =>
  reponse
    .serializer((v: unknown) => v as string)
    .header('content-type', type)
    .header('content-disposition', `attachment; filename="${nom}"`)
    .send(brut as never) as never
