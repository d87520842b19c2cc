import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { MOT_DE_PASSE_DEMONSTRATION } from '#app/comptes/motdepasse/demonstration.ts'
import { PERSONNES } from '#app/demonstration/monde.ts'
import { startEmbedded } from '#platform/database/embedded.ts'
import { ROOT } from '#platform/root.ts'
import { etendue, mediane, nombre } from './outils/chiffres.ts'
import { attendrePret, lancer, portLibre } from './outils/portail.ts'
import { descendance, estNode, memoireResidente, tempsProcesseur } from './outils/processeur.ts'
import type { Ligne, Outils } from './outils/types.ts'

const TOURS = Number(process.env.BENCH_TOURS ?? 5)
const PAGES = 20
const secondes = (debut: number) => (performance.now() - debut) / 1000

/** From « npm start »'s program to the first « ready » answer: launcher, build if needed, PostgreSQL, migrations, demonstration. */
async function demarrer(dossier: string) {
  const port = await portLibre()
  const url = `http://localhost:${port}`
  const debut = performance.now()
  const lance = lancer(['scripts/launch.mjs', 'start'], {
    PORT: String(port),
    PUBLIC_URL: url,
    DATA_DIR: dossier,
    DATABASE_URL: '',
    DATABASE_DIRECT_URL: '',
    LIMITE_PAR_MINUTE: '100000',
  })
  await attendrePret(url, lance)
  return { duree: secondes(debut), calcul: calculNode(lance.processus.pid!), url, lance }
}

const noeuds = (pid: number) => descendance(pid).filter(estNode)
/** Seconds of processor that our Node processes used: what a busy machine does not stretch much. */
const calculNode = (pid: number) => noeuds(pid).reduce((somme, p) => somme + tempsProcesseur(p, false), 0) / 1000

/** What no start can be faster than: the database created or opened, and a Node that does nothing. */
async function plancher(dossier: string): Promise<number> {
  const debut = performance.now()
  const embarque = await startEmbedded(dossier, { ballast: false })
  spawnSync(process.execPath, ['-e', '0'])
  const duree = secondes(debut)
  await embarque.stop()
  return duree
}

/** Twenty pages as a person opens them: signed in as the demonstration's first person, then in turn. */
async function parcourir(url: string) {
  const entree = await fetch(`${url}/connexion`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: url, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ adresse: PERSONNES.daniel.adresse, motDePasse: MOT_DE_PASSE_DEMONSTRATION }),
  })
  await entree.text()
  const cookie = entree.headers
    .getSetCookie()
    .map((c) => c.split(';')[0])
    .join('; ')
  const chemins = [
    '/',
    '/organisation',
    '/organisation/structures',
    '/organisation/structures/rechercher',
    '/documentation',
    '/plan-du-site',
    '/recherche?q=menuiserie',
    '/etat-du-service',
    '/accessibilite',
    '/api/v1/structures',
  ]
  for (let i = 0; i < PAGES; i++) await fetch(url + chemins[i % chemins.length]!, { headers: { cookie } }).then((r) => r.text())
  return cookie.includes('session_token')
}

/** Resident memory of our Node processes, launcher included; PostgreSQL's are not ours to shrink. */
const memoireNode = (pid: number) => noeuds(pid).map(memoireResidente)

async function executer({ tmp, journal }: Outils): Promise<Ligne[]> {
  rmSync(join(ROOT, 'dist', '.sources'), { force: true })
  const [froid, froidLimite, froidCalcul, chaud, chaudLimite, chaudCalcul] = Array.from({ length: 6 }, () => [] as number[]) as [
    number[],
    number[],
    number[],
    number[],
    number[],
    number[],
  ]
  let premiere = 0
  for (let tour = 0; tour < Math.min(TOURS, 3) + 1; tour++) {
    const [dossier, temoin] = [join(tmp, `froid${tour}`), join(tmp, `temoin${tour}`)]
    for (const d of [dossier, temoin]) mkdirSync(d)
    const { duree, calcul, lance } = await demarrer(dossier)
    await lance.arreter()
    // The very first also bundles the program and its pages.
    if (tour === 0) premiere = duree
    else {
      froid.push(duree)
      froidCalcul.push(calcul)
    }
    froidLimite.push(await plancher(temoin))
  }
  journal(`froid ${etendue(froid)} s, la toute première fois ${nombre(premiere)} s`)
  for (let tour = 0; tour < TOURS; tour++) {
    const { duree, calcul, lance } = await demarrer(join(tmp, 'froid1'))
    chaud.push(duree)
    chaudCalcul.push(calcul)
    await lance.arreter()
    chaudLimite.push(await plancher(join(tmp, 'temoin1')))
  }
  const { url, lance } = await demarrer(join(tmp, 'froid1'))
  const connecte = await parcourir(url)
  if (!connecte) journal('la connexion de démonstration n’a pas abouti : pages publiques seulement')
  const memoire = memoireNode(lance.processus.pid!)
  await lance.arreter()

  const ligne = (mesure: string, nous: number[], calcul: number[], eux: number[], cible: number): Ligne => ({
    mesure,
    nous: `${etendue(nous)} s${calcul.length ? ` dont ${nombre(mediane(calcul))} s de calcul de Node` : ''}`,
    pair: `base et Node seuls ${etendue(eux)} s`,
    rapport: `${nombre(mediane(nous) / mediane(eux))} ×`,
    cible: `≤ ${nombre(cible, 1)} s`,
    atteint: mediane(nous) <= cible,
  })
  const total = memoire.reduce((a, b) => a + b, 0)
  return [
    ligne('à chaud, jusqu’à /pret', chaud, chaudCalcul, chaudLimite, 1.5),
    ligne('à froid, dossier vide, démonstration chargée', froid, froidCalcul, froidLimite, 5),
    ligne('à froid, construction du programme et des pages comprise', [premiere], [], froidLimite, 5),
    {
      mesure: `mémoire de Node après ${PAGES} pages${connecte ? ', connecté' : ''}`,
      nous: `${nombre(total)} Mo (${memoire.map((m) => nombre(m, 0)).join(' + ')})`,
      pair: '',
      rapport: '',
      cible: '≤ 250 Mo',
      atteint: total > 0 ? total <= 250 : null,
    },
  ]
}

export const bench = { nom: 'demarrage', executer }
