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
/** Sent before anything is measured, to both: what a program does for the first time is not what it does all day. */
const ECHAUFFEMENT = 10
const TAILLE = 10_000_000
const A_LA_FOIS = 4
const [RAPPORT, MEMOIRE_MO, PAGE_MS] = [0.5, 100, 200]
const JETON = 'jeton-de-mesure-fichiers'
const QUI = '00000002-0000-7000-8000-00000000f1c4'
const entetes = { cookie: `${NOM_COOKIE_SESSION}=${signerCookie(JETON, CLE_SECRETE)}`, 'sec-fetch-site': 'same-origin' }
const tus = { ...entetes, 'tus-resumable': '1.0.0' }

const peupler = (pool: Pool) =>
  pool.query(`
  insert into utilisateur (id, adresse_electronique, adresse_verifiee, prenom, nom, nom_complet)
  values ('${QUI}', 'depot@exemple.fr', true, 'Camille', 'Dubreuil', '');
  insert into session (jeton, utilisateur, expire_le)
  values ('${JETON}', '${QUI}', now() + interval '7 days')`)

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

/** All of them from this number on, some at a time, each ended before the next of its row begins. */
async function tous(un: (n: number) => Promise<number>, premier: number, combien = FICHIERS): Promise<number[]> {
  const issues: number[] = []
  let n = premier
  await Promise.all(
    Array.from({ length: A_LA_FOIS }, async () => {
      while (n < premier + combien) issues.push(await un(n++))
    }),
  )
  return issues
}

interface Temps {
  secondes: number
  processeur: number
  issues: number[]
}

/** What sending them takes with nothing beside, in seconds of time and of the server's processor. */
async function chronometrer(pid: number, un: (n: number) => Promise<number>): Promise<Temps> {
  await tous(un, 0, ECHAUFFEMENT)
  const [debut, depuis] = [performance.now(), tempsProcesseur(pid)]
  const issues = await tous(un, ECHAUFFEMENT)
  return { secondes: (performance.now() - debut) / 1000, processeur: (tempsProcesseur(pid) - depuis) / 1000, issues }
}

/** Plain node streams to disk, in a process of their own. */
async function nu(tmp: string): Promise<Temps> {
  const dossier = join(tmp, 'nu')
  mkdirSync(dossier)
  const port = await portLibre()
  const lance = lancer(['bench/outils/depot-nu.mjs', dossier, String(port)])
  const url = `http://127.0.0.1:${port}`
  await attendrePret(url, lance)
  const temps = await chronometrer(lance.processus.pid!, async (n) => {
    await (await fetch(url, { method: 'POST', body: new Uint8Array(contenu(n)) })).text()
    return 0
  })
  await lance.arreter()
  rmSync(dossier, { recursive: true })
  return temps
}

/** All of them were kept, whole; they make room for the next, as if they had been attached. */
async function vider(pool: Pool, attendus: number) {
  const { rows } = await pool.query<{ taille: string }>(
    'with e as (delete from envoi returning fichier) select f.taille from e join fichier f on f.empreinte = e.fichier',
  )
  if (rows.length !== attendus || rows.some((r) => Number(r.taille) !== TAILLE)) throw new Error(`gardés : ${rows.length} sur ${attendus}`)
}

async function executer(outils: Outils): Promise<Ligne[]> {
  const { pool, tmp, journal } = outils
  await peupler(pool)
  const portail = await outils.portail({ FILES_URL: `file://${join(tmp, 'fichiers')}` })
  for (let i = 0; i < 50; i++) await (await fetch(`${portail.url}/`, { headers: entetes })).text()
  const repos = residente(portail.pid)
  const seul = await chronometrer(portail.pid, (n) => envoyer(portail.url, n))
  await vider(pool, ECHAUFFEMENT + FICHIERS)
  const fait = await pendant(portail, { chemin: '/', entetes }, () => tous((n) => envoyer(portail.url, n), ECHAUFFEMENT + FICHIERS))
  await vider(pool, FICHIERS)
  await portail.arreter()
  rmSync(join(tmp, 'fichiers'), { recursive: true })
  const pair = await nu(tmp)
  journal(
    `processeur du serveur : ${nombre(seul.processeur)} s contre ${nombre(pair.processeur)} s ; avec la page d’un autre, ${nombre(fait.secondes)} s`,
  )
  const debit = (s: number) => `${nombre((FICHIERS * TAILLE) / 1e6 / s)} Mo/s`
  journal(
    `${nombre(seul.secondes)} s contre ${nombre(pair.secondes)} s ; coupés après ${nombre(Math.min(...seul.issues) / 1e6)} à ${nombre(Math.max(...seul.issues) / 1e6)} Mo`,
  )
  return [
    {
      mesure: `${FICHIERS} fichiers de 10 Mo, chacun coupé à la moitié puis repris, vérifiés et gardés (fsync)`,
      nous: debit(seul.secondes),
      pair: `flux Node nus vers le disque ${debit(pair.secondes)}`,
      rapport: `${nombre(pair.secondes / seul.secondes, 2)} ×`,
      cible: `≥ ${nombre(RAPPORT, 1)} ×`,
      atteint: pair.secondes / seul.secondes >= RAPPORT,
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
