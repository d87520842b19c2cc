import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { NOM_COOKIE_SESSION, signerCookie } from '#app/comptes/cookie.ts'
import { JETON_EMETTEUR, JETON_TICKETS, peuplerTickets, SIRET } from './donnees/tickets.ts'
import { charger } from './outils/charge.ts'
import { auPlus, etendue, mediane, nombre } from './outils/chiffres.ts'
import { ecouter } from './outils/instructions.ts'
import { CLE_SECRETE, lancer } from './outils/portail.ts'
import type { Ligne, Outils } from './outils/types.ts'

const LIGNES = Number(process.env.BENCH_LIGNES ?? 1_000_000)
const TOURS = Number(process.env.BENCH_TOURS ?? 3)
const SECONDES = Number(process.env.BENCH_SECONDES ?? 1)
const TAILLE = 20
const cookieDe = (jeton: string) => ({ cookie: `${NOM_COOKIE_SESSION}=${signerCookie(jeton, CLE_SECRETE)}` })

/** Milliseconds at the 95th percentile, over HTTP; pages deep by key against the first. */
const [LISTE, PROFONDE, CREATION] = [30, 1.2, 30]
const TRIS = ['creeLe', '-creeLe', 'numero', '-numero', 'titre', '-titre', 'categorie', '-categorie', 'sousCategorie', '-sousCategorie', 'statut', '-statut', 'echeance', '-echeance', 'priorite', '-priorite']
const FILTRES = ['priorite=urgente', 'statut=EN_ATTENTE', 'categorie=factures-emises', 'attribue=moi', 'attribue=personne', 'retard=oui', 'priorite=haute&statut=OUVERT&attribue=personne', 'grouper=statut', 'recherche=CPROCS0000123', 'recherche=engagement']
const chemin = (requete: string) => `/api/v1/tickets?cote=recus&onglet=tous&taille=${TAILLE}&${requete}`

/** The same statements, answered as JSON by a server that does nothing else. */
async function nu(outils: Outils, c: string) {
  const { instructions } = await ecouter(outils.url, (serveur) => serveur.inject({ url: c, headers: cookieDe(JETON_TICKETS) }))
  const fichier = join(outils.tmp, 'instructions-tickets.json')
  writeFileSync(fichier, JSON.stringify({ instructions }))
  const lance = lancer(['bench/outils/serveur-nu.mjs', fichier, outils.url])
  await once(lance.processus.stdout!, 'data')
  return { url: `http://localhost:${(JSON.parse(lance.dit()) as { port: number }).port}`, arreter: lance.arreter }
}

async function executer(outils: Outils): Promise<Ligne[]> {
  await peuplerTickets(outils.pool, LIGNES)
  const portail = await outils.portail()
  const entetes = cookieDe(JETON_TICKETS)
  const lignes: Ligne[] = []

  /** Turn by turn with the bare statements, the first warms. */
  async function mesurer(c: string) {
    const pair = await nu(outils, c)
    const [nous, p50, eux] = [[] as number[], [] as number[], [] as number[]]
    for (let tour = 0; tour <= TOURS; tour++) {
      const a = await charger(portail.url, 1, SECONDES * 1000, () => ({ chemin: c, entetes }))
      const b = await charger(pair.url, 1, SECONDES * 1000, () => ({ chemin: '/a/b/c' }))
      if (a.erreurs || b.erreurs) throw new Error(`${c} : ${a.erreurs} et ${b.erreurs} réponses en erreur`)
      if (!tour) continue
      nous.push(a.p95)
      p50.push(a.p50)
      eux.push(b.p95)
    }
    await pair.arreter()
    return { nous, p50, eux }
  }
  const dire = (mesure: string, { nous, eux }: { nous: number[]; eux: number[] }) => {
    lignes.push({ mesure, nous: `p95 ${etendue(nous)} ms`, pair: `mêmes instructions en JSON, p95 ${etendue(eux)} ms`, rapport: `${nombre(mediane(nous) / mediane(eux))} ×`, cible: `≤ ${LISTE} ms`, atteint: auPlus(nous, LISTE) })
    outils.journal(`${mesure} : ${nombre(mediane(nous))} ms`)
  }

  for (const tri of TRIS) {
    const premiere = await mesurer(chemin(`tri=${tri}`))
    dire(`tri ${tri}`, premiere)
    const cle = await profondeur(portail.url, entetes, tri)
    const loin = await mesurer(chemin(`tri=${tri}&apres=${cle}`))
    const rapports = loin.p50.map((x, i) => x / premiere.p50[i]!)
    lignes.push({ mesure: `tri ${tri}, loin par la clé sur première`, nous: `p50 ${etendue(loin.p50)} ms`, pair: `première p50 ${etendue(premiere.p50)} ms`, rapport: `${etendue(rapports)} ×`, cible: `≤ ${nombre(PROFONDE)} ×`, atteint: auPlus(rapports, PROFONDE) })
  }
  for (const f of FILTRES) dire(f, await mesurer(chemin(f)))
  lignes.push(await creations(outils, portail.url))
  return lignes
}

/** The key that goes on after page 1,000, or after the last that there is. */
async function profondeur(url: string, headers: Record<string, string>, tri: string): Promise<string> {
  let apres = ''
  for (let page = 0; page < 100; page++) {
    const r = (await (await fetch(`${url}/api/v1/tickets?cote=recus&onglet=tous&taille=200&tri=${tri}${apres ? `&apres=${apres}` : ''}`, { headers })).json()) as { suivant: string | null }
    if (!r.suivant) break
    apres = r.suivant
  }
  return apres
}

/** Tickets to one structure, one after the other: what one hour lets one person write. */
async function creations(outils: Outils, url: string): Promise<Ligne> {
  const temps: number[] = []
  for (let n = 0; n < 30; n++) {
    const debut = performance.now()
    const r = await fetch(`${url}/api/v1/tickets`, { method: 'POST', headers: { ...cookieDe(JETON_EMETTEUR), 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' }, body: JSON.stringify({ sousCategorie: 'generale-portail', titre: `Mesure ${n}`, description: `Pour ${SIRET(1)}` }) })
    if (r.status !== 201) throw new Error(`création : ${r.status} ${await r.text()}`)
    await r.arrayBuffer()
    temps.push(performance.now() - debut)
  }
  const tries = temps.slice(5).toSorted((a, b) => a - b)
  const p95 = tries[Math.ceil(tries.length * 0.95) - 1]!
  outils.journal(`création : p95 ${nombre(p95)} ms`)
  return { mesure: 'créer un ticket', nous: `p95 ${nombre(p95)} ms`, pair: '', rapport: '', cible: `≤ ${CREATION} ms`, atteint: p95 <= CREATION }
}

export const bench = { nom: 'tickets', executer }
