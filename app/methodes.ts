import type { FastifyInstance } from 'fastify'

/** Of an address of the API, the methods that some route answers; none where nothing is. */
export type MethodesDe = (adresse: string) => string[]

/** Hears the routes that are registered after it: whoever used another method is told which ones there are (RFC 9110 §15.5.6). */
export function retenirMethodes(app: FastifyInstance): MethodesDe {
  const routes = new Map<string, { chemin: RegExp; methodes: Set<string> }>()
  app.addHook('onRoute', ({ url, method }) => {
    if (!/^\/(api\/v1|access)\//.test(url) || url.endsWith('*')) return
    // A name with a dot is a type of demande: misspelt, it is an address where nothing is, not the number of one.
    const chemin = new RegExp(`^${url.replaceAll('.', '\\.').replace(/:[a-zA-Z]+/g, '[^/.]+')}/?$`)
    const route = routes.get(url) ?? { chemin, methodes: new Set() }
    for (const m of [method].flat()) route.methodes.add(m)
    routes.set(url, route)
  })
  return (adresse) => {
    const chemin = adresse.split('?', 1)[0]!
    const methodes = [...routes.values()].flatMap((r) => (r.chemin.test(chemin) ? [...r.methodes] : []))
    return [...new Set(methodes)].toSorted()
  }
}
