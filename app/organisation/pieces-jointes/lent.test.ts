import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as attendre } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { portailDuMonde } from '#tests/monde.ts'

const dossier = mkdtempSync(join(tmpdir(), 'choral-lent-'))
afterAll(() => rmSync(dossier, { recursive: true, force: true }))
const p = await portailDuMonde({ DATA_DIR: dossier })
const cookie = await p.session('daniel')
const { port, host } = new URL(p.url)
const temporaire = join(dossier, 'fichiers', 'temporaire')
const temporaires = () =>
  (existsSync(temporaire) ? readdirSync(temporaire, { recursive: true }) : []).map(String).filter((f) => f !== 'tus')
const envois = async () => (await sql`select from envoi`.execute(p.db)).rows.length
const jusqua = async (vrai: () => unknown) => {
  while (!(await vrai())) await attendre(20)
}

const entete = (ligne: string, longueur: number, plus: string[]) =>
  [ligne, `host: ${host}`, `origin: ${p.url}`, `cookie: ${cookie}`, `content-length: ${longueur}`, ...plus, '', ''].join('\r\n')
const PARTIE =
  '--x\r\ncontent-disposition: form-data; name="fichier"; filename="lent.pdf"\r\ncontent-type: application/pdf\r\n\r\n%PDF-1.7\n'

/** Sends its head and a beginning, then one byte at a time, far under what is announced; what was answered once it was no longer let live. */
async function lent(tete: string, debut: string): Promise<string> {
  const s: Socket = connect(Number(port), 'localhost')
  let reponse = ''
  s.on('data', (d) => (reponse += d.toString())).on('error', () => {})
  s.write(tete + debut)
  const goutte = setInterval(() => s.writable && s.write('x'), 100)
  await new Promise((fini) => s.on('close', fini))
  clearInterval(goutte)
  return reponse
}

test('PJ-02 S09 vingt envois à dix octets par seconde : arrêtés au délai, rien n’en reste, et les autres sont servis pendant ce temps', async () => {
  const formulaire = entete('POST /api/v1/envois HTTP/1.1', 5_000_000, ['content-type: multipart/form-data; boundary=x'])
  let finis = 0
  const lents = Promise.all(Array.from({ length: 20 }, () => lent(formulaire, PARTIE).finally(() => finis++)))
  await jusqua(() => temporaires().length >= 10)
  const corps = new FormData()
  corps.append('fichier', new Blob(['%PDF-1.7\nrapide']), 'rapide.pdf')
  expect((await p.demander('/api/v1/envois', { method: 'POST', cookie, body: corps })).status).toBe(201)
  expect((await p.demander('/', { cookie })).status).toBe(200)
  expect(finis).toBe(0)
  // Thirty seconds for a request; those have had two.
  expect(p.serveur.server.requestTimeout).toBe(30_000)
  Object.assign(p.serveur.server, { requestTimeout: 2000, headersTimeout: 2000 })
  for (const reponse of await lents) expect(reponse).toMatch(/^(HTTP\/1\.1 (408|400) |$)/)
  await jusqua(() => temporaires().length === 0)
  expect(await envois()).toBe(1)
})

test('PJ-01 S09 le même par tus : arrêté au délai, ce qui est venu est gardé, et la suite le finit', async () => {
  Object.assign(p.serveur.server, { requestTimeout: 3000, headersTimeout: 3000 })
  const tus = (methode: string, chemin: string, entetes: Record<string, string>, body?: string) =>
    p.demander(chemin, { method: methode, cookie, headers: { 'tus-resumable': '1.0.0', ...entetes }, ...(body ? { body } : {}) })
  const chemin = (
    await tus('POST', '/envois/tus/', {
      'upload-length': '5000',
      'upload-metadata': `filename ${Buffer.from('lent.pdf').toString('base64')}`,
    })
  ).headers.get('location')!
  await lent(
    entete(`PATCH ${chemin} HTTP/1.1`, 5000, ['tus-resumable: 1.0.0', 'upload-offset: 0', 'content-type: application/offset+octet-stream']),
    '%PDF-1.7\n',
  )
  const venus = Number((await tus('HEAD', chemin, {})).headers.get('upload-offset'))
  expect(venus).toBeGreaterThan(10)
  expect(venus).toBeLessThan(500)
  p.serveur.server.requestTimeout = 30_000
  const fin = await tus(
    'PATCH',
    chemin,
    { 'upload-offset': String(venus), 'content-type': 'application/offset+octet-stream' },
    'y'.repeat(5000 - venus),
  )
  expect([fin.status, fin.headers.get('envoi-etat')]).toEqual([204, 'sain'])
  expect(temporaires()).toEqual([])
})

test('PJ-02 S09 coupé à 99 % : rien n’en reste', async () => {
  const avant = await envois()
  const s = connect(Number(port), 'localhost')
  s.on('error', () => {})
  s.write(
    entete('POST /api/v1/envois HTTP/1.1', 1_000_000, ['content-type: multipart/form-data; boundary=x']) +
      PARTIE +
      'z'.repeat(990_000 - PARTIE.length),
  )
  await jusqua(() => temporaires().length === 1)
  s.destroy()
  await jusqua(() => temporaires().length === 0)
  expect(await envois()).toBe(avant)
})
