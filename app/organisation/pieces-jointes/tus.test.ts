import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as attendre } from 'node:timers/promises'
import { sql } from 'kysely'
import { Upload, type UploadOptions } from 'tus-js-client'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { portailDuMonde } from '#tests/monde.ts'
import { antivirus, EICAR } from '#tests/serveurs/clamd.ts'

const dossier = mkdtempSync(join(tmpdir(), 'choral-tus-'))
afterAll(() => rmSync(dossier, { recursive: true, force: true }))
const clamd = await antivirus()
const p = await portailDuMonde({ DATA_DIR: dossier, CLAMD_URL: clamd.url, TAILLE_FICHIER_MAX: '3000000' })
const [daniel, nadia] = [await p.session('daniel'), await p.session('nadia')]
const fichiers = (sous: string) => readdirSync(join(dossier, 'fichiers', sous))
beforeEach(() => sql`delete from envoi`.execute(p.db))

const PDF = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(2_500_000)])
const tus = (
  methode: string,
  chemin: string,
  entetes: Record<string, string> = {},
  { cookie = daniel, corps }: { cookie?: string; corps?: Buffer } = {},
) =>
  p.demander(chemin, {
    method: methode,
    cookie,
    headers: { 'tus-resumable': '1.0.0', ...entetes },
    ...(corps ? { body: new Uint8Array(corps) } : {}),
  })
const creer = (taille: number, nom = 'rib.pdf', plus = {}) =>
  tus('POST', '/envois/tus/', {
    'upload-length': String(taille),
    'upload-metadata': `filename ${Buffer.from(nom).toString('base64')}`,
    ...plus,
  })
const suite = (chemin: string, decalage: number, corps: Buffer, cookie = daniel) =>
  tus('PATCH', chemin, { 'upload-offset': String(decalage), 'content-type': 'application/offset+octet-stream' }, { cookie, corps })
const codeDe = async (r: Response) => `${r.status} ${((await r.json()) as { code?: string }).code}`

/** Sends the beginning, says the whole length, and hangs up once some of it is there. */
const couper = (chemin: string, entetes: Record<string, string>, debut: Buffer, longueur: number) =>
  new Promise<void>((fini) => {
    const r = request(p.url + chemin, {
      method: 'PATCH',
      headers: {
        origin: p.url,
        cookie: daniel,
        'tus-resumable': '1.0.0',
        'content-type': 'application/offset+octet-stream',
        'content-length': longueur,
        ...entetes,
      },
    })
    r.on('error', () => fini()).on('close', fini)
    // A record is whole, on the disk.
    const la = () =>
      existsSync(join(dossier, 'fichiers', 'temporaire/tus')) &&
      fichiers('temporaire/tus').some((f) => statSync(join(dossier, 'fichiers', 'temporaire/tus', f)).size > 300_000)
    r.write(debut, async () => {
      while (!la()) await attendre(50)
      await attendre(100)
      r.destroy()
    })
  })

test('PJ-01 un envoi coupé reprend où il en était, et devient le même fichier', async () => {
  const cree = await creer(PDF.length)
  expect(cree.status).toBe(201)
  const chemin = cree.headers.get('location')!
  await couper(chemin, { 'upload-offset': '0' }, PDF.subarray(0, 1_000_000), PDF.length)
  const ou = Number((await tus('HEAD', chemin)).headers.get('upload-offset'))
  expect(ou).toBeGreaterThan(0)
  expect(ou).toBeLessThan(PDF.length)
  expect(await codeDe(await suite(chemin, 0, PDF.subarray(0, 10)))).toBe('409 decalage-different')
  const fin = await suite(chemin, ou, PDF.subarray(ou))
  expect([fin.status, fin.headers.get('envoi-etat')]).toEqual([204, 'sain'])
  const { rows } = await sql<{
    id: string
    nom: string
    meme: boolean
  }>`select e.id, e.nom, e.fichier = sha256(${PDF}) as meme from envoi e`.execute(p.db)
  expect(rows).toEqual([{ id: chemin.split('/').at(-1), nom: 'rib.pdf', meme: true }])
  // The last answer lost: asked again, it is told.
  const encore = await tus('HEAD', chemin)
  expect([encore.status, encore.headers.get('upload-offset'), encore.headers.get('envoi-etat')]).toEqual([200, String(PDF.length), 'sain'])
  expect(fichiers('temporaire/tus')).toEqual([])
  expect((await tus('DELETE', chemin)).status).toBe(204)
  expect(await sql`select from envoi`.execute(p.db)).toMatchObject({ rows: [] })
})

test('PJ-01 un envoi coupé et repris coûte vingt-deux instructions à la base, où qu’il soit coupé', async () => {
  const compter = async (r: () => Promise<Response>) => {
    const { resultat, requetes } = await p.compterRequetes(r)
    return { r: resultat, compte: [resultat.status, requetes.length] }
  }
  const annonce = await compter(() => creer(1_000_000))
  const chemin = annonce.r.headers.get('location')!
  const corps = PDF.subarray(0, 1_000_000)
  const comptes = [
    annonce,
    await compter(() => suite(chemin, 0, corps.subarray(0, 400_000))),
    await compter(() => tus('HEAD', chemin)),
    await compter(() => suite(chemin, 400_000, corps.subarray(400_000))),
  ]
  expect(comptes.map((c) => c.compte)).toEqual([
    [201, 7],
    [204, 2],
    [200, 2],
    [204, 11],
  ])
})

test('PJ-01 retiré d’ailleurs pendant que ses derniers octets arrivent : il n’existe plus, et rien n’en est gardé', async () => {
  const chemin = (await creer(1_000_000)).headers.get('location')!
  const statut = await new Promise<number>((fini, echec) => {
    const r = request(p.url + chemin, {
      method: 'PATCH',
      headers: {
        origin: p.url,
        cookie: daniel,
        'tus-resumable': '1.0.0',
        'content-type': 'application/offset+octet-stream',
        'upload-offset': '0',
        'content-length': 1_000_000,
      },
    })
    r.on('error', echec).on('response', (reponse) => {
      reponse.resume()
      fini(reponse.statusCode!)
    })
    r.write(PDF.subarray(0, 900_000))
    // By another machine of the portal, once this one has read whose it is.
    void expect
      .poll(() => fichiers('temporaire/tus').length)
      .toBe(1)
      .then(() => sql`delete from envoi_en_cours`.execute(p.db))
      .then(() => r.end(PDF.subarray(900_000, 1_000_000)), echec)
  })
  expect(statut).toBe(404)
  expect([await sql`select from envoi`.execute(p.db), fichiers('temporaire/tus')]).toMatchObject([{ rows: [] }, []])
})

test('PJ-01 un client qui n’est pas le nôtre s’y retrouve : il envoie, s’arrête, et reprend', async () => {
  const lancer = (plus: Partial<UploadOptions>) =>
    new Promise<Upload>((fini, echec) => {
      const u: Upload = new Upload(PDF, {
        endpoint: `${p.url}/envois/tus/`,
        metadata: { filename: 'client.pdf' },
        chunkSize: 1_000_000,
        retryDelays: [],
        headers: { cookie: daniel, origin: p.url },
        onError: echec,
        onSuccess: () => fini(u),
        onChunkComplete: (_n, envoye) => {
          if (plus.metadata && envoye < PDF.length) void u.abort().then(() => fini(u))
        },
        ...plus,
      })
      u.start()
    })
  const { url } = await lancer({ metadata: { filename: 'client.pdf' } })
  await lancer({ uploadUrl: url! })
  expect(await sql`select nom, fichier = sha256(${PDF}) as meme from envoi`.execute(p.db)).toMatchObject({
    rows: [{ nom: 'client.pdf', meme: true }],
  })
})

test('PJ-02 à un autre, à personne, ou de nulle part : n’existe pas', async () => {
  const chemin = (await creer(100)).headers.get('location')!
  for (const methode of ['HEAD', 'DELETE']) expect((await tus(methode, chemin, {}, { cookie: nadia })).status).toBe(404)
  expect(await codeDe(await suite(chemin, 0, Buffer.alloc(100), nadia))).toBe('404 introuvable')
  expect((await tus('HEAD', chemin, {}, { cookie: '' })).status).toBe(401)
  expect(await codeDe(await tus('POST', '/envois/tus/', { 'upload-length': '5' }, { cookie: '' }))).toBe('401 authentification-requise')
  expect(await codeDe(await tus('POST', '/envois/tus/', { 'upload-length': '5', origin: 'https://ailleurs.example' }))).toBe(
    '403 origine-refusee',
  )
  expect(await codeDe(await suite('/envois/tus/..%2F..%2Fsecret.key', 0, Buffer.alloc(1)))).toBe('404 introuvable')
  expect((await tus('DELETE', chemin)).status).toBe(204)
  expect((await tus('HEAD', chemin)).status).toBe(404)
  expect(await sql`select from envoi_en_cours`.execute(p.db)).toMatchObject({ rows: [] })
})

test('PJ-02 S09 ce qui sera refusé l’est avant d’être envoyé ; le reste une fois entier, et rien n’en reste', async () => {
  expect(await codeDe(await creer(3_000_001))).toBe('422 fichier-trop-grand')
  expect(await codeDe(await creer(0))).toBe('422 fichier-vide')
  expect(await codeDe(await creer(10, 'a.exe'))).toBe('422 extension-refusee')
  expect(await codeDe(await tus('POST', '/envois/tus/', { 'upload-defer-length': '1' }))).toBe('400 requete-malformee')
  expect(await codeDe(await tus('POST', '/envois/tus/', { 'upload-length': '10', 'upload-metadata': 'filename %%%' }))).toBe(
    '400 requete-malformee',
  )
  for (const [nom, contenu, code] of [
    ['a.png', Buffer.from('<svg onload=alert(1)>'), 'format-actif'],
    ['note.txt', Buffer.from(EICAR), 'fichier-infecte'],
  ] as const) {
    const chemin = (await creer(contenu.length, nom)).headers.get('location')!
    expect(await codeDe(await suite(chemin, 0, contenu))).toBe(`422 ${code}`)
    expect((await tus('HEAD', chemin)).status).toBe(404)
  }
  const chemin = (await creer(10)).headers.get('location')!
  expect(await codeDe(await suite(chemin, 0, Buffer.alloc(11)))).toBe('413 trop-grand')
  expect(await codeDe(await tus('PATCH', chemin, { 'content-type': 'application/offset+octet-stream' }, { corps: Buffer.alloc(5) }))).toBe(
    '400 requete-malformee',
  )
  expect((await suite(chemin, 0, Buffer.alloc(0))).headers.get('upload-offset')).toBe('0')
  await tus('DELETE', chemin)
  expect([fichiers('temporaire'), fichiers('temporaire/tus')]).toEqual([['tus'], []])
  expect(await sql`select from envoi union all select from envoi_en_cours`.execute(p.db)).toMatchObject({ rows: [] })
})

test('PJ-01 entier mais pas encore vérifié quand le portail s’est arrêté : la question suivante le finit', async () => {
  const contenu = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(1000, 32)])
  const chemin = (await creer(contenu.length)).headers.get('location')!
  // All of it had come: its last acknowledgement, and what follows, had not been.
  await sql`create function panne() returns trigger language plpgsql as 'begin raise exception $$panne$$; end'`.execute(p.db)
  await sql`create trigger panne before insert on envoi execute function panne()`.execute(p.db)
  expect((await suite(chemin, 0, contenu)).status).toBe(500)
  await sql`drop trigger panne on envoi`.execute(p.db)
  const [a, b] = await Promise.all([tus('HEAD', chemin), tus('HEAD', chemin)])
  expect([a.headers.get('envoi-etat'), b.headers.get('envoi-etat')]).toEqual(['sain', 'sain'])
  expect(await sql`select from envoi`.execute(p.db)).toMatchObject({ rows: [{}] })
})

test('PJ-02 deux cents fichiers au plus attendent d’être joints, envois en cours compris', async () => {
  await sql`insert into envoi_en_cours (id, auteur, nom, taille, cle, scelle) select gen_random_uuid(), ${p.monde.daniel}::uuid, 'a.pdf', 1, (select max(id) from cle_donnees), ''::bytea from generate_series(1, 200)`.execute(
    p.db,
  )
  expect(await codeDe(await creer(10))).toBe('422 trop-de-fichiers')
  await sql`delete from envoi_en_cours`.execute(p.db)
})
