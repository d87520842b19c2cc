import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'

/** How the register behaves. `normal` answers as recorded; the others are what one must survive. */
export const MODES = [
  'normal',
  'lent',
  'html',
  'enorme',
  'autre-siret',
  'debit',
  'cle',
  'coupe',
  'panne',
  'vide',
  'redirige',
  'corps-lent',
  'gzip-enorme',
  'introuvable-html',
  'sans-periode-courante',
  'periodes-melees',
  'formes-folles',
] as const
export type Mode = (typeof MODES)[number]

export interface ServeurInsee {
  url: string
  mode: Mode
  /** Paths asked, oldest first. */
  demandes: string[]
  cle: string
  arreter: () => Promise<void>
}

const lire = (nom: string) => readFileSync(new URL(`../donnees/insee/${nom}`, import.meta.url), 'utf8')
const CONNUS: Record<string, string> = {
  '41816609600069': lire('siret_200.json'),
  '99999999800019': lire('siret_200_diffusion_partielle_construit.json'),
  '99999990700028': lire('siret_200_ferme_construit.json'),
}
const ERREURS = JSON.parse(lire('erreurs_passerelle_construit.json')) as Record<string, unknown>

/** A stand-in for INSEE's API Sirene 3.11, on the loopback. */
export async function demarrerInsee(): Promise<ServeurInsee> {
  const etat: ServeurInsee = { url: '', mode: 'normal', demandes: [], cle: 'cle-d-essai', arreter: async () => {} }
  const serveur = createServer((req, res) => {
    etat.demandes.push(req.url ?? '')
    repondre(etat, req, res)
  })
  await new Promise<void>((resolve) => serveur.listen(0, '127.0.0.1', resolve))
  etat.url = `http://127.0.0.1:${(serveur.address() as AddressInfo).port}/api-sirene/3.11`
  etat.arreter = () =>
    new Promise((resolve) => {
      serveur.close(() => resolve())
      serveur.closeAllConnections()
    })
  return etat
}

function json(res: ServerResponse, statut: number, corps: unknown, entetes: Record<string, string> = {}) {
  res.writeHead(statut, { 'content-type': 'application/json', ...entetes }).end(typeof corps === 'string' ? corps : JSON.stringify(corps))
}

function repondre({ mode, cle }: ServeurInsee, req: IncomingMessage, res: ServerResponse) {
  const chemin = (req.url ?? '').replace('/api-sirene/3.11', '')
  if (req.headers['x-insee-api-key-integration'] !== cle || mode === 'cle') return json(res, 401, ERREURS['401'])
  if (mode === 'lent') return void setTimeout(() => normal(chemin, res), 60_000).unref()
  if (mode === 'html') return res.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Maintenance</title>')
  if (mode === 'introuvable-html') return res.writeHead(404, { 'content-type': 'text/html' }).end('<h1>404 Not Found</h1>')
  if (mode === 'enorme') return res.writeHead(200, { 'content-type': 'application/json' }).end(`{"x":"${'x'.repeat(5 * 2 ** 20)}"}`)
  if (mode === 'gzip-enorme') return res.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(GZIP())
  if (mode === 'debit') return json(res, 429, ERREURS['429'], { 'retry-after': '7' })
  if (mode === 'panne') return json(res, 503, ERREURS['503'])
  if (mode === 'vide') return res.writeHead(200).end()
  if (mode === 'redirige') return res.writeHead(301, { location: '/api-sirene/3.11/siret/41816609600069' }).end()
  if (mode === 'coupe') {
    res.writeHead(200, { 'content-type': 'application/json', 'content-length': '4000' }).write(CONNUS['41816609600069']!.slice(0, 900))
    return void setTimeout(() => res.destroy(), 20)
  }
  if (mode === 'corps-lent') {
    // Headers at once, then a byte now and then for ever: only a limit on the whole exchange ends it.
    res.writeHead(200, { 'content-type': 'application/json' }).write('{')
    const goutte = setInterval(() => res.write(' '), 100)
    return void res.on('close', () => clearInterval(goutte))
  }
  normal(chemin, res, mode)
}

function normal(chemin: string, res: ServerResponse, mode: Mode = 'normal') {
  if (chemin.startsWith('/siret/liensSuccession?q=siretEtablissementPredecesseur:99999990700028'))
    return json(res, 200, {
      header: { statut: 200 },
      liensSuccession: [
        {
          siretEtablissementPredecesseur: '99999990700028',
          siretEtablissementSuccesseur: '41816609600069',
          dateLienSuccession: '2022-01-01',
          transfertSiege: true,
          continuiteEconomique: true,
        },
      ],
    })
  const siret = /^\/siret\/(\d{14})$/.exec(chemin)?.[1]
  const corps = CONNUS[mode === 'autre-siret' ? '41816609600069' : (siret ?? '')]
  if (!corps) return json(res, 404, { header: { statut: 404, message: `Aucun élément trouvé pour le siret ${siret}` } })
  const lu = JSON.parse(corps) as {
    etablissement: {
      siret: unknown
      adresseEtablissement: Record<string, unknown>
      periodesEtablissement: { dateFin: string | null; dateDebut: string }[]
    }
  }
  const periodes = lu.etablissement.periodesEtablissement
  if (mode === 'sans-periode-courante') for (const p of periodes) p.dateFin = '2020-01-01'
  // The current period last: it is known by having no end, not by its place.
  if (mode === 'periodes-melees') periodes.reverse()
  if (mode === 'formes-folles') lu.etablissement.adresseEtablissement.libelleVoieEtablissement = { $ne: null }
  json(res, 200, lu)
}

/** 64 MB of zeros that travel as 64 kB, one member each: compressed whole, they would keep who asks waiting past its delay. */
const GZIP = () => Buffer.concat(Array.from({ length: 64 }, () => MEMBRE))
const MEMBRE = gzipSync(Buffer.alloc(2 ** 20))
