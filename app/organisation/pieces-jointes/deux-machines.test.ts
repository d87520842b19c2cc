import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { composer } from '#app/programme.ts'
import { depotDe } from '#app/organisation/pieces-jointes/depot.ts'
import { nettoyerFichiers } from '#app/organisation/pieces-jointes/nettoyer.ts'
import { decalerHorloge } from '#tests/base.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { serveurS3 } from '#tests/serveurs/s3.ts'
import { patienter } from '#tests/portail.ts'

const dossier = mkdtempSync(join(tmpdir(), 'choral-deux-'))
afterAll(() => rmSync(dossier, { recursive: true, force: true }))
const s3 = await serveurS3(join(dossier, 's3'))
const a = await portailDuMonde({ DATA_DIR: join(dossier, 'a'), FILES_URL: s3.url })
// Another machine of the same portal: the same database, the same store, a disk of its own.
const autre = patienter(await composer({ ...a.settings, DATA_DIR: join(dossier, 'b') }, a.urlBase))
await autre.serveur.listen({ host: '127.0.0.1', port: 0 })
afterAll(() => autre.arreter())
const { port } = autre.serveur.server.address() as { port: number }
const [A, B] = [a.url, `http://127.0.0.1:${port}`]
const cookie = await a.session('daniel')

const PDF = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(9_500_000)])
const tus = (machine: string, methode: string, chemin: string, entetes: Record<string, string> = {}, corps?: Buffer) =>
  fetch(machine + chemin, {
    method: methode,
    headers: { origin: a.url, cookie, 'tus-resumable': '1.0.0', ...entetes },
    ...(corps ? { body: new Uint8Array(corps) } : {}),
  })
const creer = async (machine: string) =>
  (
    await tus(machine, 'POST', '/envois/tus/', {
      'upload-length': String(PDF.length),
      'upload-metadata': `filename ${Buffer.from('rib.pdf').toString('base64')}`,
    })
  ).headers.get('location')!
const pousser = (machine: string, chemin: string, depuis: number, jusque = PDF.length) =>
  tus(
    machine,
    'PATCH',
    chemin,
    { 'upload-offset': String(depuis), 'content-type': 'application/offset+octet-stream' },
    PDF.subarray(depuis, jusque),
  )
const ou = async (machine: string, chemin: string) => Number((await tus(machine, 'HEAD', chemin)).headers.get('upload-offset'))
const enReception = async () => {
  const ids: string[] = []
  for await (const id of depotDe(a.settings).arriving.list()) ids.push(id)
  return ids
}

test('PJ-01 S09 dans S3 avec deux machines : commencé sur l’une, coupé, repris sur l’autre, fini sur la première ; nulle part en clair', async () => {
  const chemin = await creer(A)
  expect((await pousser(A, chemin, 0, 3_000_000)).status).toBe(204)
  expect(await ou(B, chemin)).toBe(3_000_000)
  const reception = join(dossier, 'b', 'reception')
  const arrives = () => readdirSync(reception).reduce((n, f) => n + statSync(join(reception, f)).size, 0)
  await new Promise<void>((fini) => {
    const r = request(B + chemin, {
      method: 'PATCH',
      headers: {
        origin: a.url,
        cookie,
        'tus-resumable': '1.0.0',
        'upload-offset': 3_000_000,
        'content-type': 'application/offset+octet-stream',
        'content-length': PDF.length - 3_000_000,
      },
    })
    r.on('error', () => fini()).on('close', fini)
    r.write(PDF.subarray(3_000_000, 5_000_000))
    // Cut once the other end holds something of it, however long that takes.
    void expect
      .poll(arrives, { interval: 10 })
      .toBeGreaterThan(0)
      .finally(() => r.destroy())
  })
  await expect.poll(() => ou(B, chemin)).toBeGreaterThan(3_000_000)
  let depuis = await ou(B, chemin)
  // Whichever is asked says the same.
  expect([await ou(A, chemin), (await pousser(A, chemin, 3_000_000)).status]).toEqual([depuis, 409])
  for (const [i, machine] of [B, A, B].entries()) {
    depuis = await ou(machine, chemin)
    expect((await pousser(machine, chemin, depuis, depuis + (i + 1) * 700_000)).status).toBe(204)
  }
  const fin = await pousser(A, chemin, await ou(A, chemin))
  expect([fin.status, fin.headers.get('envoi-etat')]).toEqual([204, 'sain'])
  expect(
    await sql`select nom, fichier = ${createHash('sha256').update(PDF).digest()} as meme from envoi where id = ${chemin.split('/').at(-1)}::uuid`.execute(
      a.db,
    ),
  ).toMatchObject({ rows: [{ nom: 'rib.pdf', meme: true }] })
  expect([await ou(B, chemin), await enReception()]).toEqual([PDF.length, []])
  const octets = readdirSync(dossier, { recursive: true, withFileTypes: true })
    .filter((f) => f.isFile())
    .map((f) => readFileSync(join(f.parentPath, f.name)))
  expect(octets.some((o) => o.length > PDF.length)).toBe(true)
  expect(octets.filter((o) => o.includes(PDF.subarray(0, 40)) || o.includes(PDF.subarray(5_000_000, 5_000_040)))).toEqual([])
  for (const m of ['a', 'b'])
    expect(existsSync(join(dossier, m, 'reception')) ? readdirSync(join(dossier, m, 'reception')) : []).toEqual([])
})

test('PJ-01 S09 les deux machines reçoivent le même morceau au même instant, puis la fin : un seul envoi, le bon', async () => {
  const chemin = await creer(B)
  expect((await Promise.all([pousser(A, chemin, 0, 4_000_000), pousser(B, chemin, 0, 2_500_000)])).every((r) => r.status === 204)).toBe(
    true,
  )
  const depuis = await ou(A, chemin)
  expect(depuis).toBe(4_000_000)
  const fins = await Promise.all([pousser(A, chemin, depuis), pousser(B, chemin, depuis)])
  for (const r of fins) expect([204, 404, 409, 503]).toContain(r.status)
  expect(await ou(B, chemin)).toBe(PDF.length)
  expect(
    await sql`select fichier = ${createHash('sha256').update(PDF).digest()} as meme from envoi where id = ${chemin.split('/').at(-1)}::uuid`.execute(
      a.db,
    ),
  ).toMatchObject({ rows: [{ meme: true }] })
})

test('PJ-01 S09 abandonné dans S3 : parti le lendemain, et tout de suite si son auteur le retire', async () => {
  const [oublie, retire] = [await creer(A), await creer(A)]
  for (const chemin of [oublie, retire]) await pousser(A, chemin, 0, 100_000)
  expect((await tus(B, 'DELETE', retire)).status).toBe(204)
  expect(await enReception()).toEqual([oublie.split('/').at(-1)])
  await nettoyerFichiers(a.programme)
  expect(await enReception()).toHaveLength(1)
  await decalerHorloge(a.pool, '25 hours')
  await nettoyerFichiers(a.programme)
  await decalerHorloge(a.pool, '0')
  expect(await enReception()).toEqual([])
})
