import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { afterAll } from 'vitest'
import { servirActifs } from '#ui/actifs.ts'
import { SUGGESTIONS } from '#ui/apercu.donnees.ts'
import { PageApercu } from '#ui/apercu.page.tsx'
import { buildUi } from '#ui/build.ts'
import { installerGarde } from '#ui/garde.ts'
import { servirAxe } from '#tests/axe.ts'
import type { CadrePage } from '#ui/index.ts'
import { textes } from '#ui/textes/index.ts'

const TYPES: Record<string, string> = { '.css': 'text/css', '.js': 'text/javascript', '.woff2': 'font/woff2', '.svg': 'image/svg+xml' }
/** The portal's own policy: what it forbids must not be needed. */
const CSP =
  "default-src 'self'; script-src 'self'; style-src 'self' 'sha256-WAyOw4V+FqDc35lQPyRADLBWbuNK8ahvYEaQIYF1+Ps='; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

const structure = (id: string, nom: string, identifiant: string, statut: 'ACTIVE' | 'INACTIVE' = 'ACTIVE') => ({
  id,
  nom,
  typeIdentifiant: 'SIRET',
  identifiant,
  role: 'gestionnaire' as const,
  statut,
})
const STRUCTURES = [
  structure('a1', 'Menuiserie Poitier', '12345678200010'),
  structure('a2', 'Poitier Agencement', '98765432400019'),
  structure('a3', 'SCI du Quai', '33333333400014', 'INACTIVE'),
]

function cadre(url: URL): CadrePage {
  const theme = url.searchParams.get('theme')
  const connecte = !url.searchParams.has('anonyme')
  const langue = url.searchParams.get('langue') === 'en' ? 'en' : 'fr'
  return {
    t: textes[langue],
    langue,
    theme: theme === 'clair' || theme === 'sombre' ? theme : undefined,
    chemin: url.pathname,
    url,
    demonstration: true,
    courriels: true,
    utilisateur: connecte ? { prenom: 'Daniel', nom: 'Poitier', adresseElectronique: 'daniel.poitier@exemple.fr', roles: [] } : null,
    structures: connecte ? STRUCTURES : [],
    structureActive: connecte ? STRUCTURES[0]! : null,
    compteurs: { approbations: connecte ? 5 : 0, messages: 2 },
    decide: connecte,
    menu: ['Organisation', 'Facturation', 'Commande', 'Marché', 'Raccordements', 'Outils'].map((nom) => ({
      nom,
      href: `/domaines/${nom.toLowerCase()}`,
      entrees: [
        { nom: `Première de ${nom}`, href: `/domaines/${nom}/1` },
        { nom: `Seconde de ${nom}`, href: `/domaines/${nom}/2` },
      ],
    })),
    incidents: [{ genre: 'maintenance', titre: 'Le portail est fermé jusqu’à 8 h', titreEn: null, href: '/etat-du-service' }],
  }
}

/** The catalogue of components and the built assets, served without the portal nor a database; closed after the file's last test. */
export async function servirApercu() {
  installerGarde()
  const dossier = mkdtempSync(join(tmpdir(), 'choral-apercu-'))
  servirActifs(await buildUi({ outDir: dossier, minify: true }), dossier)
  const envois: string[] = []
  const serveur = createServer((requete, reponse) => {
    const url = new URL(requete.url!, 'http://localhost')
    if (url.pathname.startsWith('/public/')) {
      const nom = url.pathname.slice(8)
      return void reponse.setHeader('content-type', TYPES[extname(nom)] ?? 'application/octet-stream').end(readFileSync(join(dossier, nom)))
    }
    if (url.pathname === '/evenements') return void reponse.setHeader('content-type', 'text/event-stream').end('event: fin\ndata: {}\n\n')
    if (url.pathname === '/ui/suggestions.json') {
      const elements = url.searchParams.get('recherche')?.startsWith('val') ? SUGGESTIONS : []
      return void reponse.setHeader('content-type', 'application/json').end(JSON.stringify({ elements }))
    }
    if (requete.method === 'POST') {
      envois.push(url.pathname)
      return void setTimeout(() => reponse.writeHead(303, { location: '/ui?envoye=1' }).end(), 300)
    }
    reponse.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': CSP })
    reponse.end(`<!doctype html>${renderToString(h(PageApercu, { c: cadre(url) }))}`)
  })
  servirAxe(serveur)
  await new Promise<void>((pret) => {
    serveur.listen(0, '127.0.0.1', pret)
  })
  afterAll(async () => {
    serveur.closeAllConnections()
    await new Promise((fini) => {
      serveur.close(fini)
    })
    rmSync(dossier, { recursive: true, force: true })
  })
  return { url: `http://localhost:${(serveur.address() as AddressInfo).port}`, envois }
}
