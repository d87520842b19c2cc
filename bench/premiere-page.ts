import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { chromium, type Browser } from 'playwright-core'
import { cheminDuNavigateur, FLAGS } from '#tests/chromium.ts'
import { ROOT } from '#platform/root.ts'
import { auPlus, etendue, mediane, nombre } from './outils/chiffres.ts'
import type { Ligne, Outils } from './outils/types.ts'

const TOURS = Number(process.env.BENCH_TOURS ?? 5)
const TYPES: Record<string, string> = {
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.html': 'text/html; charset=utf-8',
}

/** Lighthouse's slow mobile: 150 ms there and back, 1.6 Mbit/s down, 750 kbit/s up, a processor four times slower. */
const RESEAU = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 }
const PROCESSEUR = 4
const ECRAN = { width: 412, height: 823 }

interface Visite {
  lcp: number
  octets: number
  scriptEtStyle: number
}

/** One first visit: nothing in the cache, until nothing moves any more. Times in milliseconds, sizes in bytes on the wire. */
async function visiter(navigateur: Browser, url: string): Promise<Visite> {
  const contexte = await navigateur.newContext({
    viewport: ECRAN,
    deviceScaleFactor: 1.75,
    isMobile: true,
    hasTouch: true,
    locale: 'fr-FR',
  })
  const page = await contexte.newPage()
  const cdp = await contexte.newCDPSession(page)
  await cdp.send('Network.enable')
  await cdp.send('Network.emulateNetworkConditions', RESEAU)
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: PROCESSEUR })
  const types = new Map<string, string>()
  let [octets, scriptEtStyle] = [0, 0]
  cdp.on('Network.responseReceived', (e) => void types.set(e.requestId, e.type))
  cdp.on('Network.loadingFinished', (e) => {
    octets += e.encodedDataLength
    if (['Script', 'Stylesheet'].includes(types.get(e.requestId) ?? '')) scriptEtStyle += e.encodedDataLength
  })
  await page.addInitScript(() => {
    const w = window as unknown as { lcp: number }
    w.lcp = 0
    new PerformanceObserver((liste) => {
      for (const e of liste.getEntries()) w.lcp = e.startTime
    }).observe({ type: 'largest-contentful-paint', buffered: true })
  })
  await page.goto(url, { waitUntil: 'networkidle' })
  // A busy machine paints long after the network is quiet.
  await page.waitForFunction(() => (window as unknown as { lcp: number }).lcp > 0, null, { timeout: 20_000 })
  await page.waitForTimeout(500)
  const lcp = await page.evaluate(() => (window as unknown as { lcp: number }).lcp)
  await contexte.close()
  return { lcp, octets, scriptEtStyle }
}

const echapper = (s: string) => s.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** The words of our home page, as titles and paragraphs. */
async function texteDe(navigateur: Browser, url: string): Promise<{ titre: string; blocs: [string, string][] }> {
  const page = await navigateur.newPage()
  await page.goto(url)
  const lu = await page.evaluate(() => ({
    titre: document.title,
    blocs: [...document.querySelectorAll('main h1, main h2, main h3, main p, main li')]
      .filter((e) => !e.querySelector('h1, h2, h3, p, li'))
      .map((e) => [e.tagName.toLowerCase(), (e as HTMLElement).innerText.trim()] as [string, string])
      .filter(([, mots]) => mots),
  }))
  await page.close()
  return lu
}

type Texte = Awaited<ReturnType<typeof texteDe>>
const corps = ({ blocs }: Texte, classes: Record<string, string>) =>
  blocs
    .map(([nom, mots]) => {
      const n = nom === 'li' ? 'p' : nom
      return `<${n} class="${classes[n] ?? ''}">${echapper(mots)}</${n}>`
    })
    .join('\n')

/** The page of each system as its own documentation starts one: header, the words, footer. */
const PAGES: Record<'govuk' | 'dsfr', { dossier: string; page: (t: Texte) => string }> = {
  govuk: {
    dossier: 'govuk-frontend/dist/govuk',
    page: (
      t,
    ) => `<!DOCTYPE html><html lang="fr" class="govuk-template govuk-template--rebranded"><head><meta charset="utf-8"><title>${echapper(t.titre)}</title><meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"><link rel="stylesheet" href="/govuk-frontend.min.css"></head>
      <body class="govuk-template__body"><script>document.body.className += ' js-enabled' + ('noModule' in HTMLScriptElement.prototype ? ' govuk-frontend-supported' : '')</script><a href="#main" class="govuk-skip-link" data-module="govuk-skip-link">Contenu</a>
      <header class="govuk-header"><div class="govuk-header__container govuk-width-container"><a href="/" class="govuk-header__link">Choral</a></div></header>
      <div class="govuk-width-container"><main class="govuk-main-wrapper" id="main">${corps(t, { h1: 'govuk-heading-xl', h2: 'govuk-heading-l', h3: 'govuk-heading-m', p: 'govuk-body' })}</main></div>
      <footer class="govuk-footer"><div class="govuk-width-container">Choral</div></footer><script type="module">import { initAll } from '/govuk-frontend.min.js'; initAll()</script></body></html>`,
  },
  dsfr: {
    dossier: '@gouvfr/dsfr/dist',
    page: (
      t,
    ) => `<!DOCTYPE html><html lang="fr" data-fr-scheme="system"><head><meta charset="utf-8"><title>${echapper(t.titre)}</title><meta name="viewport" content="width=device-width, initial-scale=1, shrink-to-fit=no"><link rel="stylesheet" href="/dsfr.min.css"><link rel="stylesheet" href="/utility/utility.min.css"></head>
      <body><header role="banner" class="fr-header"><div class="fr-header__body"><div class="fr-container"><div class="fr-header__body-row"><div class="fr-header__brand"><p class="fr-logo">République<br>française</p></div></div></div></div></header>
      <main class="fr-container" id="main">${corps(t, { p: 'fr-text' })}</main><footer class="fr-footer"><div class="fr-container">Choral</div></footer>
      <script type="module" src="/dsfr.module.min.js"></script><script nomodule src="/dsfr.nomodule.min.js"></script></body></html>`,
  },
}

/** Serves a package's files and its page, compressed, from memory. */
async function servir(nom: keyof typeof PAGES, texte: Texte) {
  const { dossier, page } = PAGES[nom]
  const racine = join(ROOT, 'node_modules', dossier)
  const html = gzipSync(page(texte))
  const caches = new Map<string, Buffer>()
  const serveur = createServer((requete, reponse) => {
    const chemin = new URL(requete.url!, 'http://localhost').pathname
    const suffixe = extname(chemin)
    try {
      const comprime = !suffixe.startsWith('.woff')
      const octets =
        chemin === '/'
          ? html
          : (caches.get(chemin) ??
            (comprime ? gzipSync(readFileSync(join(racine, chemin)), { level: 9 }) : readFileSync(join(racine, chemin))))
      caches.set(chemin, octets)
      reponse
        .writeHead(200, {
          'content-type': TYPES[suffixe || '.html'] ?? 'application/octet-stream',
          'content-length': octets.length,
          ...(comprime ? { 'content-encoding': 'gzip' } : {}),
          'cache-control': 'max-age=31536000',
        })
        .end(octets)
    } catch {
      reponse.writeHead(404).end()
    }
  }).listen(0, '127.0.0.1')
  await new Promise((r) => serveur.once('listening', r))
  return {
    url: `http://localhost:${(serveur.address() as AddressInfo).port}/`,
    fermer: () =>
      new Promise((r) => {
        serveur.closeAllConnections()
        serveur.close(r)
      }),
  }
}

async function executer({ portail, journal }: Outils): Promise<Ligne[]> {
  const choral = await portail({ DEMONSTRATION: 'oui' })
  const navigateur = await chromium.launch({ executablePath: await cheminDuNavigateur(), args: FLAGS })
  const texte = await texteDe(navigateur, choral.url)
  const [govuk, dsfr] = [await servir('govuk', texte), await servir('dsfr', texte)]
  try {
    const sites = { choral: `${choral.url}/`, govuk: govuk.url, dsfr: dsfr.url }
    const visites = { choral: [] as Visite[], govuk: [] as Visite[], dsfr: [] as Visite[] }
    for (const url of Object.values(sites)) await visiter(navigateur, url)
    for (let tour = 0; tour < TOURS; tour++)
      for (const nom of Object.keys(sites) as (keyof typeof sites)[]) visites[nom].push(await visiter(navigateur, sites[nom]))
    const lcp = (nom: keyof typeof sites) => visites[nom].map((v) => v.lcp)
    const ko = (nom: keyof typeof sites, quoi: 'octets' | 'scriptEtStyle') => mediane(visites[nom].map((v) => v[quoi])) / 1000
    journal(`LCP ${(Object.keys(sites) as (keyof typeof sites)[]).map((n) => `${n} ${etendue(lcp(n))}`).join(', ')} ms`)
    const contre = (pair: 'govuk' | 'dsfr', nom: string): Ligne => {
      const rapports = lcp('choral').map((x, i) => x / visites[pair][i]!.lcp)
      return {
        mesure: `accueil, mobile lent, plus grand élément peint, contre ${nom}`,
        nous: `${etendue(lcp('choral'))} ms`,
        pair: `${etendue(lcp(pair))} ms`,
        rapport: `${etendue(rapports)} ×`,
        cible: '≤ 1,0 ×',
        atteint: auPlus(rapports, 1),
      }
    }
    return [
      {
        mesure: 'accueil, script et style sur le réseau',
        nous: `${nombre(ko('choral', 'scriptEtStyle'))} ko`,
        pair: `govuk-frontend ${nombre(ko('govuk', 'scriptEtStyle'))} ko, DSFR ${nombre(ko('dsfr', 'scriptEtStyle'))} ko`,
        rapport: `${nombre(ko('choral', 'scriptEtStyle') / ko('dsfr', 'scriptEtStyle'))} × DSFR`,
        cible: '≤ 60 ko',
        atteint: ko('choral', 'scriptEtStyle') <= 60,
      },
      {
        mesure: 'accueil, tout ce qui est chargé',
        nous: `${nombre(ko('choral', 'octets'))} ko`,
        pair: `govuk-frontend ${nombre(ko('govuk', 'octets'))} ko, DSFR ${nombre(ko('dsfr', 'octets'))} ko`,
        rapport: `${nombre(ko('choral', 'octets') / ko('dsfr', 'octets'))} × DSFR`,
        cible: '',
        atteint: null,
      },
      contre('govuk', 'une page de govuk-frontend'),
      contre('dsfr', 'une page du DSFR'),
    ]
  } finally {
    await navigateur.close()
    await Promise.all([govuk.fermer(), dsfr.fermer()])
  }
}

export const bench = { nom: 'premiere-page', executer }
