import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { definirRoute } from '#app/page.ts'
import { ROOT } from '#platform/root.ts'

let icone: Buffer | null = null
const lireIcone = () => (icone ??= readFileSync(join(ROOT, 'ui', 'choral.svg')))

const svg = (chemin: string) => definirRoute({
  chemin, acces: 'public',
  async repondre(c) {
    c.reponse.header('cache-control', 'public, max-age=86400')
    return { brut: lireIcone(), type: 'image/svg+xml' }
  },
})

/** What browsers and search engines ask for without being told. */
export const routesFichiers = [
  svg('/favicon.ico'),
  svg('/choral.svg'),
  definirRoute({
    chemin: '/robots.txt', acces: 'public',
    async repondre(c) {
      c.reponse.header('cache-control', 'public, max-age=86400')
      const interdits = c.settings.demonstration ? ['/'] : ['/api/', '/compte', '/connexion', '/courriels', '/demandes', '/recherche', '/structure-active', '/langue', '/affichage']
      return { brut: `User-agent: *\n${interdits.map((p) => `Disallow: ${p}`).join('\n')}\n`, type: 'text/plain; charset=utf-8' }
    },
  }),
]
