import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { NOM_COOKIE_SESSION, signerCookie } from '#app/comptes/cookie.ts'
import { JETON_EMETTEUR, JETON_TICKETS, peuplerTickets, SIRET, STRUCTURES } from './donnees/tickets.ts'
import { openPool } from '#platform/database/open.ts'
import { charger } from './outils/charge.ts'
import { auPlus, etendue, mediane, nombre, quantile } from './outils/chiffres.ts'
import { ouvrirEcoute, type Instruction } from './outils/instructions.ts'
import { CLE_SECRETE, lancer } from './outils/portail.ts'
import { installe, lancerRequestTracker, pageDeRequestTracker } from './outils/request-tracker.ts'
import type { Ligne, Outils } from './outils/types.ts'

const LIGNES = Number(process.env.BENCH_LIGNES ?? 1_000_000)
const TOURS = Number(process.env.BENCH_TOURS ?? 1)
const SECONDES = Number(process.env.BENCH_SECONDES ?? 0.6)
const TAILLE = 20
const cookieDe = (jeton: string) => ({ cookie: `${NOM_COOKIE_SESSION}=${signerCookie(jeton, CLE_SECRETE)}` })

/** Milliseconds at the 95th percentile, over HTTP and in the database; pages deep by key against the first; how many times Request Tracker. */
const [LISTE, SQL_PAGE, SQL_COMPTE, PROFONDE, CREATION, FOIS] = [30, 10, 50, 1.2, 30, 10]
const NOMS = ['creeLe', 'numero', 'titre', 'categorie', 'sousCategorie', 'statut', 'echeance', 'priorite']
const TRIS = NOMS.flatMap((n) => [`-${n}`, n])
const FILTRES = [
  'onglet=actions',
  'onglet=clotures',
  'priorite=urgente',
  'statut=EN_ATTENTE',
  'categorie=factures-emises',
  'attribue=moi',
  'attribue=personne',
  'retard=oui',
  'priorite=haute&statut=OUVERT&attribue=personne',
  'grouper=statut',
  'recherche=CPROCS0000123',
  'recherche=engagement',
]
const chemin = (requete: string) =>
  `/api/v1/tickets?cote=recus&taille=${TAILLE}&${requete.includes('onglet=') ? '' : 'onglet=tous&'}${requete}`

interface Point {
  nom: string
  chemin: string
  instructions: Instruction[]
  nous: number[]
  p50: number[]
  eux: number[]
}

async function executer(outils: Outils): Promise<Ligne[]> {
  await peuplerTickets(outils.pool, LIGNES, outils.journal)
  const portail = await outils.portail()
  const entetes = cookieDe(JETON_TICKETS)
  const points = await entendre(outils, await cheminsDe(portail.url, entetes))
  const nu = await lancerNu(outils, points)
  outils.journal(`${points.length} pages à mesurer`)
  for (let tour = 0; tour < TOURS; tour++) {
    for (const [n, p] of points.entries()) {
      const demander = {
        nous: (s: number) => charger(portail.url, 1, s * 1000, () => ({ chemin: p.chemin, entetes })),
        eux: (s: number) => charger(nu.url, 1, s * 1000, () => ({ chemin: `/a/b/c?jeu=${n}` })),
      }
      // The first requests warm what both read.
      await demander.nous(SECONDES / 5)
      const [a, b] = [await demander.nous(SECONDES), await demander.eux(SECONDES)]
      if (a.erreurs || b.erreurs) throw new Error(`${p.chemin} : ${a.erreurs} et ${b.erreurs} réponses en erreur : ${a.dit ?? b.dit}`)
      p.nous.push(a.p95)
      p.p50.push(a.p50)
      p.eux.push(b.p95)
    }
  }
  await nu.arreter()
  const lignes = [
    ...points.filter((p) => !p.nom.endsWith(LOIN)).map(ligneDe),
    ...points.flatMap((p) => profondeDe(p, points)),
    ...(await instructionsSeules(outils, points)),
  ]
  // Said before what is long, or may fail.
  for (const l of lignes) outils.journal(`${l.mesure} : ${l.nous} ; ${l.pair} ${l.rapport}`)
  lignes.push(await creations(outils, portail.url))
  return [...lignes, ...(await deRequestTracker(outils, points))]
}

const LOIN = ', page 1 000'
const ligneDe = ({ nom, nous, eux }: Point): Ligne => ({
  mesure: nom,
  nous: `p95 ${etendue(nous)} ms`,
  pair: `mêmes instructions en JSON, p95 ${etendue(eux)} ms`,
  rapport: `${nombre(mediane(nous) / mediane(eux))} ×`,
  cible: `≤ ${LISTE} ms`,
  atteint: auPlus(nous, LISTE),
})

function profondeDe(loin: Point, points: Point[]): Ligne[] {
  const premiere = points.find((p) => p.nom + LOIN === loin.nom)
  if (!premiere) return []
  const rapports = loin.p50.map((x, i) => x / premiere.p50[i]!)
  return [
    {
      mesure: loin.nom,
      nous: `p50 ${etendue(loin.p50)} ms`,
      pair: `page 1, p50 ${etendue(premiere.p50)} ms`,
      rapport: `${etendue(rapports)} ×`,
      cible: `≤ ${nombre(PROFONDE)} ×`,
      atteint: auPlus(rapports, PROFONDE),
    },
  ]
}

/** What is measured: each sort, the same after page 1,000 by its key, each filter, and the screen with its three counts. */
async function cheminsDe(url: string, entetes: Record<string, string>): Promise<{ nom: string; chemin: string }[]> {
  const chemins = []
  for (const tri of TRIS) {
    chemins.push({ nom: `tri ${tri}`, chemin: chemin(`tri=${tri}`) })
    chemins.push({ nom: `tri ${tri}${LOIN}`, chemin: chemin(`tri=${tri}&apres=${await profondeur(url, entetes, tri)}`) })
  }
  return [
    ...chemins,
    ...FILTRES.map((f) => ({ nom: f, chemin: chemin(f) })),
    { nom: 'écran « Tickets reçus »', chemin: '/support/tickets/recus?onglet=tous' },
  ]
}

/** The key that goes on after page 1,000, or after the last that there is. */
async function profondeur(url: string, headers: Record<string, string>, tri: string): Promise<string> {
  let apres = ''
  for (let page = 0; page < 100; page++) {
    const r = (await (
      await fetch(`${url}/api/v1/tickets?cote=recus&onglet=tous&taille=200&tri=${tri}${apres ? `&apres=${apres}` : ''}`, { headers })
    ).json()) as { suivant: string | null }
    if (!r.suivant) break
    apres = r.suivant
  }
  return apres
}

async function entendre(outils: Outils, chemins: { nom: string; chemin: string }[]): Promise<Point[]> {
  const ecoute = await ouvrirEcoute(outils.url)
  const points: Point[] = []
  for (const c of chemins)
    points.push({
      ...c,
      instructions: (await ecoute.entendre((s) => s.inject({ url: c.chemin, headers: cookieDe(JETON_TICKETS) }))).instructions.filter(
        (i) => !i.texte.includes('pgboss'),
      ),
      nous: [],
      p50: [],
      eux: [],
    })
  await ecoute.arreter()
  return points
}

/** The same statements, answered as JSON by a server that does nothing else. */
async function lancerNu(outils: Outils, points: Point[]) {
  const fichier = join(outils.tmp, 'instructions-tickets.json')
  writeFileSync(fichier, JSON.stringify({ jeux: points.map((p) => p.instructions) }))
  const lance = lancer(['bench/outils/serveur-nu.mjs', fichier, outils.url])
  await once(lance.processus.stdout!, 'data')
  return { url: `http://localhost:${(JSON.parse(lance.dit()) as { port: number }).port}`, arreter: lance.arreter }
}

/** The page and its counts in the database alone, prepared or planned each time as the portal's are; the slowest page says. */
async function instructionsSeules({ url }: Outils, points: Point[]): Promise<Ligne[]> {
  const pool = openPool(url, { max: 1, named: true })
  const temps = async ({ texte, valeurs }: Instruction) => {
    const t: number[] = []
    for (let n = 0; n < 30; n++) {
      const debut = performance.now()
      await pool.query(texte, valeurs)
      t.push(performance.now() - debut)
    }
    return quantile(t.slice(8), 0.95)
  }
  const pire = async (mesure: string, cible: number, lesquelles: (i: Instruction) => boolean): Promise<Ligne> => {
    const mesures: { ou: string; ms: number }[] = []
    for (const p of points) for (const i of p.instructions.filter(lesquelles)) mesures.push({ ou: p.nom, ms: await temps(i) })
    const tries = mesures.toSorted((a, b) => b.ms - a.ms)
    return {
      mesure,
      nous: `p95 ${nombre(tries[0]!.ms)} ms (${tries[0]!.ou})`,
      pair: `la médiane des ${tries.length} : ${nombre(mediane(tries.map((t) => t.ms)))} ms`,
      rapport: '',
      cible: `≤ ${cible} ms`,
      atteint: tries[0]!.ms <= cible,
    }
  }
  const page = (i: Instruction) => /^(\/\* @tickets~ \*\/ )?with p .* join ticket_categorie /s.test(i.texte)
  const lignes = [
    await pire('SQL de la page, la plus lente', SQL_PAGE, page),
    await pire(
      'SQL des comptes, le plus lent',
      SQL_COMPTE,
      (i) => /^(\/\* @tickets-comptes~ \*\/ )?with p /.test(i.texte) && !page(i) && i.texte.includes(' as groupes'),
    ),
  ]
  await pool.end()
  return lignes
}

/** Tickets to one structure, one after the other: what one hour lets one person write. */
async function creations({ pool }: Outils, url: string): Promise<Ligne> {
  // Those that were peopled are not of this hour.
  await pool.query(`update ticket set cree_le = cree_le - interval '1 hour' where cree_le > now() - interval '1 hour'`)
  const temps: number[] = []
  for (let n = 0; n < 30; n++) {
    const debut = performance.now()
    const r = await fetch(`${url}/api/v1/tickets`, {
      method: 'POST',
      headers: { ...cookieDe(JETON_EMETTEUR), 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
      body: JSON.stringify({ sousCategorie: 'generale-portail', titre: `Mesure ${n}`, description: `Pour ${SIRET(1)}` }),
    })
    if (r.status !== 201) throw new Error(`création : ${r.status} ${await r.text()}`)
    await r.arrayBuffer()
    temps.push(performance.now() - debut)
  }
  const p95 = quantile(temps.slice(5), 0.95)
  return {
    mesure: 'créer un ticket',
    nous: `p95 ${nombre(p95)} ms`,
    pair: '',
    rapport: '',
    cible: `≤ ${CREATION} ms`,
    atteint: p95 <= CREATION,
  }
}

/** The same lists by Request Tracker's own interface for programs, where it is installed. */
async function deRequestTracker(outils: Outils, points: Point[]): Promise<Ligne[]> {
  if (!installe()) {
    outils.journal(
      'Request Tracker n’est pas installé (paquets request-tracker5, rt5-db-postgresql et rt5-standalone de Debian) : pas de comparaison',
    )
    return []
  }
  const rt = await lancerRequestTracker(outils.url, outils.tmp, LIGNES, STRUCTURES)
  const lignes: Ligne[] = []
  for (const [tri, leur] of [
    ['-creeLe', 'Created'],
    ['titre', 'Subject'],
    ['statut', 'Status'],
    ['echeance', 'Due'],
  ] as const) {
    const demander = (s: number) =>
      charger(rt.url, 1, s * 1000, () => ({ chemin: pageDeRequestTracker(leur, tri.startsWith('-'), TAILLE), entetes: rt.entetes }))
    await demander(0.1)
    const { p50, erreurs } = await demander(Math.max(SECONDES, 3))
    if (erreurs) throw new Error(`Request Tracker : ${erreurs} réponses en erreur`)
    const notre = mediane(points.find((p) => p.nom === `tri ${tri}`)!.p50)
    lignes.push({
      mesure: `tri ${tri} contre Request Tracker`,
      nous: `p50 ${nombre(notre)} ms`,
      pair: `Request Tracker 5, p50 ${nombre(p50)} ms`,
      rapport: `${nombre(p50 / notre)} ×`,
      cible: `≥ ${FOIS} ×`,
      atteint: p50 / notre >= FOIS,
    })
  }
  await rt.arreter()
  return lignes
}

export const bench = { nom: 'tickets', executer }
