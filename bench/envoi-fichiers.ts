import { randomBytes } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import type { Pool } from 'pg'
import { NOM_COOKIE_SESSION, signerCookie } from '#app/comptes/cookie.ts'
import { nombre, quantile } from './outils/chiffres.ts'
import { pendant, residente } from './outils/imports.ts'
import { attendrePret, CLE_SECRETE, lancer, portLibre } from './outils/portail.ts'
import { tempsProcesseur } from './outils/processeur.ts'
import type { Ligne, Outils } from './outils/types.ts'

const FICHIERS = Number(process.env.BENCH_FICHIERS ?? 100)
const TAILLE = 10_000_000
const A_LA_FOIS = 4
const [RAPPORT, MEMOIRE_MO, PAGE_MS] = [0.5, 100, 200]
const JETON = 'jeton-de-mesure-fichiers'
const QUI = '00000002-0000-7000-8000-00000000f1c4'
const entetes = { cookie: `${NOM_COOKIE_SESSION}=${signerCookie(JETON, CLE_SECRETE)}`, 'sec-fetch-site': 'same-origin' }
const tus = { ...entetes, 'tus-resumable': '1.0.0' }

const peupler = (pool: Pool) =>
  pool.query(`
  insert into utilisateur (id, adresse_electronique, adresse_verifiee, prenom, nom, nom_complet) values ('${QUI}', 'depot@exemple.fr', true, 'Camille', 'Dubreuil', '');
  insert into session (jeton, utilisateur, expire_le) values ('${JETON}', '${QUI}', now() + interval '7 days')`)

/** Each its own bytes, so that none is kept for another. */
const commun = randomBytes(TAILLE - 25)
const contenu = (n: number) => Buffer.concat([Buffer.from(`%PDF-1.7\n${String(n).padStart(16, '0')}`), commun])

/** Half of a file, and the line is cut. */
const couper = (adresse: string, corps: Buffer) =>
  new Promise<void>((fini) => {
    const r = request(adresse, {
      method: 'PATCH',
      headers: { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream', 'content-length': corps.length },
    })
    r.on('error', () => {}).on('close', fini)
    r.write(corps.subarray(0, corps.length / 2), () => r.destroy())
  })

async function envoyer(url: string, n: number): Promise<number> {
  const corps = contenu(n)
  const cree = await fetch(`${url}/envois/tus/`, {
    method: 'POST',
    headers: {
      ...tus,
      'upload-length': String(TAILLE),
      'upload-metadata': `filename ${Buffer.from(`mesure-${n}.pdf`).toString('base64')}`,
    },
  })
  if (cree.status !== 201) throw new Error(await cree.text())
  const adresse = url + cree.headers.get('location')!
  await couper(adresse, corps)
  const depuis = Number((await fetch(adresse, { method: 'HEAD', headers: tus })).headers.get('upload-offset'))
  const r = await fetch(adresse, {
    method: 'PATCH',
    headers: { ...tus, 'upload-offset': String(depuis), 'content-type': 'application/offset+octet-stream' },
    body: new Uint8Array(corps.subarray(depuis)),
  })
  if (r.status !== 204) throw new Error(`${r.status} ${await r.text()}`)
  return depuis
}

/** All of them, some at a time, each ended before the next of its row begins. */
async function tous(un: (n: number) => Promise<number>): Promise<number[]> {
  const issues: number[] = []
  let n = 0
  await Promise.all(
    Array.from({ length: A_LA_FOIS }, async () => {
      while (n < FICHIERS) issues.push(await un(n++))
    }),
  )
  return issues
}

/** Plain node streams to disk, in a process of their own. In seconds, of time and of processor. */
async function nu(tmp: string): Promise<{ secondes: number; processeur: number }> {
  const dossier = join(tmp, 'nu')
  mkdirSync(dossier)
  const port = await portLibre()
  const lance = lancer(['bench/outils/depot-nu.mjs', dossier, String(port)])
  const url = `http://127.0.0.1:${port}`
  await attendrePret(url, lance)
  const [debut, depuis] = [performance.now(), tempsProcesseur(lance.processus.pid!)]
  await tous(async (n) => (await fetch(url, { method: 'POST', body: new Uint8Array(contenu(n)) })).text().then(() => 0))
  const secondes = (performance.now() - debut) / 1000
  const processeur = (tempsProcesseur(lance.processus.pid!) - depuis) / 1000
  await lance.arreter()
  rmSync(dossier, { recursive: true })
  return { secondes, processeur }
}

async function executer(outils: Outils): Promise<Ligne[]> {
  const { pool, tmp, journal } = outils
  await peupler(pool)
  const portail = await outils.portail({ FILES_URL: `file://${join(tmp, 'fichiers')}` })
  for (let i = 0; i < 50; i++) await (await fetch(`${portail.url}/`, { headers: entetes })).text()
  const repos = residente(portail.pid)
  const depuis = tempsProcesseur(portail.pid)
  const fait = await pendant(portail, { chemin: '/', entetes }, () => tous((n) => envoyer(portail.url, n)))
  const processeur = (tempsProcesseur(portail.pid) - depuis) / 1000
  const { rows } = await pool.query<{ n: number; octets: number }>(
    `select count(*)::int as n, sum(f.taille)::float8 as octets from envoi e join fichier f on f.empreinte = e.fichier`,
  )
  if (rows[0]!.n !== FICHIERS || rows[0]!.octets !== FICHIERS * TAILLE) throw new Error(`gardés : ${JSON.stringify(rows[0])}`)
  await portail.arreter()
  rmSync(join(tmp, 'fichiers'), { recursive: true })
  const { secondes: pair, processeur: leSien } = await nu(tmp)
  journal(`processeur du serveur : ${nombre(processeur)} s, pages d’un autre comprises, contre ${nombre(leSien)} s`)
  const debit = (s: number) => `${nombre((FICHIERS * TAILLE) / 1e6 / s)} Mo/s`
  journal(
    `${nombre(fait.secondes)} s contre ${nombre(pair)} s ; coupés après ${nombre(Math.min(...fait.issue) / 1e6)} à ${nombre(Math.max(...fait.issue) / 1e6)} Mo`,
  )
  return [
    {
      mesure: `${FICHIERS} fichiers de 10 Mo, chacun coupé à la moitié puis repris, vérifiés et gardés (fsync)`,
      nous: debit(fait.secondes),
      pair: `flux Node nus vers le disque ${debit(pair)}`,
      rapport: `${nombre(pair / fait.secondes, 2)} ×`,
      cible: `≥ ${nombre(RAPPORT, 1)} ×`,
      atteint: pair / fait.secondes >= RAPPORT,
    },
    {
      mesure: 'mémoire du serveur, au plus fort',
      nous: `+ ${nombre(fait.memoire - repos)} Mo`,
      pair: `au repos ${nombre(repos)} Mo`,
      rapport: '',
      cible: `≤ + ${MEMOIRE_MO} Mo`,
      atteint: fait.memoire - repos <= MEMOIRE_MO,
    },
    {
      mesure: 'page d’un autre, pendant les envois',
      nous: `p50 ${nombre(quantile(fait.pages, 0.5))}, p99 ${nombre(quantile(fait.pages, 0.99))} ms`,
      pair: '',
      rapport: '',
      cible: `p99 ≤ ${PAGE_MS} ms`,
      atteint: quantile(fait.pages, 0.99) <= PAGE_MS,
    },
  ]
}

export const bench = { nom: 'envoi-fichiers', executer }
