import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { setTimeout as attendre } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { creerMonde } from '#app/demonstration/monde.ts'
import { lireContenu } from '#app/organisation/pieces-jointes/contenu.ts'
import { nettoyerFichiers } from '#app/organisation/pieces-jointes/nettoyer.ts'
import { openDatabase, openPool } from '#platform/database/open.ts'
import type { Settings } from '#platform/settings.ts'
import { ouvrirSession } from '#tests/acteurs.ts'
import { decalerHorloge } from '#tests/base.ts'
import { GRAINE, hasard } from './hasard.ts'
import { banc, CLE_SECRETE, jusqua, LONGS } from './serveur.ts'

const MORTS = LONGS ? 100 : 2
const b = await banc()
const empreinte = (o: Buffer) => createHash('sha256').update(o).digest('hex')

const reglages = { DATA_DIR: b.dossier, SECRET_KEY: CLE_SECRETE } as Settings
let recus = 0

interface Fichier {
  contenu: Buffer
  chemin: string | null
  acquitte: boolean
}

test(`S10 ${MORTS} morts brutales pendant des envois : ce qui fut acquitté est là, le reste reprend, rien d’orphelin`, async () => {
  console.log(`GRAINE=${GRAINE}`)
  const aleatoire = hasard()
  await b.demarrer()
  const pool = openPool(b.urlBase, { max: 1 })
  pool.on('error', () => {})
  const monde = await creerMonde(pool)
  const { cookie } = await ouvrirSession(pool, { SECRET_KEY: CLE_SECRETE, PUBLIC_URL: b.url }, monde.daniel)
  let repris = 0
  for (let mort = 0; mort < MORTS; mort++) {
    const fichiers: Fichier[] = Array.from({ length: 6 }, () => ({
      contenu: Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(300_000 + Math.floor(aleatoire() * 300_000))]),
      chemin: null,
      acquitte: false,
    }))
    const coups = fichiers.map((f) => envoyer(cookie, f).catch(() => {}))
    // In the middle of what arrives: after some pieces, of eighteen at least.
    const assez = recus + 1 + Math.floor(aleatoire() * 12)
    await jusqua('des morceaux arrivent', () => recus >= assez, 120_000, 1)
    await attendre(aleatoire() * 15)
    await b.tuerServeur()
    await Promise.all(coups)
    const [acquittes, debutes] = [fichiers.filter((f) => f.acquitte), fichiers.filter((f) => !f.acquitte && f.chemin)]
    await b.demarrer()
    expect(await gardes(pool, acquittes), 'acquittés').toEqual(acquittes.map((f) => empreinte(f.contenu)).toSorted())
    for (const f of debutes) await envoyer(cookie, f)
    repris += debutes.length
    const menage = () =>
      nettoyerFichiers({ db: openDatabase(pool), settings: reglages, log: { error: (o: object) => expect(o).toBeUndefined() } as never })
    await menage()
    const { rows } = await pool.query<{ h: string }>(`select encode(lieu, 'hex') as h from fichier order by 1`)
    expect(surDisque(), 'octets et lignes').toEqual(rows.map((r) => r.h))
    await decalerHorloge(pool, '25 hours')
    await menage()
    await decalerHorloge(pool, '0')
    expect([...surDisque(), ...readdirSync(join(b.dossier, 'fichiers', 'temporaire', 'tus'))], 'un jour plus tard').toEqual([])
  }
  console.log(`${MORTS} morts, ${repris} envois repris`)
  expect(repris).toBeGreaterThan(0)
  await pool.end()
})

const entetes = (cookie: string, plus: object = {}) => ({ origin: b.url, cookie, 'tus-resumable': '1.0.0', ...plus })

/** Sends, and comes back as it is told to by a portal that cannot answer yet: for five minutes. */
async function envoyer(cookie: string, f: Fichier, essais = 60): Promise<void> {
  const attente = await pousser(cookie, f)
  if (attente === null) return
  expect([essais > 0, attente], 'un 503 dit quand revenir').toEqual([true, expect.stringMatching(/^[1-9]\d?$/)])
  await attendre(Number(attente) * 1000)
  return envoyer(cookie, f, essais - 1)
}

/** From wherever it was, in pieces, to the end; or what a 503 said in Retry-After. */
async function pousser(cookie: string, f: Fichier): Promise<string | null> {
  const revenir = (r: Response) => r.headers.get('retry-after') ?? 'jamais'
  if (!f.chemin) {
    const r = await fetch(`${b.url}/envois/tus/`, {
      method: 'POST',
      headers: entetes(cookie, {
        'upload-length': String(f.contenu.length),
        'upload-metadata': `filename ${Buffer.from('a.pdf').toString('base64')}`,
      }),
    })
    if (r.status === 503) return revenir(r)
    expect(r.status).toBe(201)
    f.chemin = r.headers.get('location')
  }
  const ou = await fetch(b.url + f.chemin, { method: 'HEAD', headers: entetes(cookie) })
  if (ou.status === 503) return revenir(ou)
  // Lost between its row and its file, or between its bytes and its row: begun again.
  if (ou.status === 404) return pousser(cookie, Object.assign(f, { chemin: null }))
  expect(ou.status).toBe(200)
  for (let depuis = Number(ou.headers.get('upload-offset')); depuis < f.contenu.length;) {
    const r = await fetch(b.url + f.chemin, {
      method: 'PATCH',
      headers: entetes(cookie, { 'upload-offset': String(depuis), 'content-type': 'application/offset+octet-stream' }),
      body: new Uint8Array(f.contenu.subarray(depuis, depuis + 150_000)),
    })
    if (r.status === 503) return revenir(r)
    expect(r.status).toBe(204)
    depuis = Number(r.headers.get('upload-offset'))
    recus++
  }
  f.acquitte = true
  return null
}

/** Of these, those that have their row, their bytes, and the same bytes. */
async function gardes(pool: ReturnType<typeof openPool>, fichiers: Fichier[]): Promise<string[]> {
  const { rows } = await pool.query<{ h: Buffer }>(`select fichier as h from envoi where id = any($1::uuid[])`, [
    fichiers.map((f) => f.chemin!.split('/').at(-1)),
  ])
  return (
    await Promise.all(
      rows.map(async (r) => empreinte(await buffer(await lireContenu({ db: openDatabase(pool), settings: reglages }, r.h)))),
    )
  ).toSorted()
}

const surDisque = () =>
  readdirSync(join(b.dossier, 'fichiers'), { recursive: true })
    .map(String)
    .filter((f) => !f.startsWith('temporaire') && statSync(join(b.dossier, 'fichiers', f)).isFile())
    .map((f) => f.split('/').at(-1)!)
    .toSorted()
