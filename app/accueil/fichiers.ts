import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { definirRoute } from '#app/page.ts'
import { refus } from '#demandes/index.ts'
import { ROOT } from '#platform/root.ts'

let icone: Buffer | null = null
const lireIcone = () => (icone ??= readFileSync(join(ROOT, 'ui', 'choral.svg')))

const svg = (chemin: string) =>
  definirRoute({
    chemin,
    acces: 'public',
    async repondre(c) {
      c.reponse.header('cache-control', 'public, max-age=86400')
      return { brut: lireIcone(), type: 'image/svg+xml' }
    },
  })

/** The guide's pictures, taken by the browser tests. */
const imageDuGuide = definirRoute({
  chemin: '/documentation/images/:nom',
  acces: 'public',
  async repondre(c) {
    const nom = c.params.nom ?? ''
    const fichier = join(ROOT, 'docs', 'guide', 'images', nom)
    if (!/^[a-z0-9-]+\.png$/.test(nom) || !existsSync(fichier)) throw refus(c.t, 'introuvable')
    c.reponse.header('cache-control', 'public, max-age=86400')
    return { brut: createReadStream(fichier), type: 'image/png' }
  },
})

/** What browsers and search engines ask for without being told, and the guide's pictures. */
export const routesFichiers = [
  imageDuGuide,
  svg('/favicon.ico'),
  svg('/choral.svg'),
  definirRoute({
    chemin: '/robots.txt',
    acces: 'public',
    async repondre(c) {
      c.reponse.header('cache-control', 'public, max-age=86400')
      const interdits = c.settings.demonstration
        ? ['/']
        : ['/api/', '/compte', '/connexion', '/courriels', '/demandes', '/recherche', '/structure-active', '/langue', '/affichage']
      return { brut: `User-agent: *\n${interdits.map((p) => `Disallow: ${p}`).join('\n')}\n`, type: 'text/plain; charset=utf-8' }
    },
  }),
]
