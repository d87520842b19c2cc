import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readXlsx } from 'hucre'
import { afterAll, expect, test } from 'vitest'
import { portailDuMonde } from '#tests/monde.ts'
import { fenetre, verifierAccessibilite } from '#tests/navigateur.ts'

const DATA_DIR = mkdtempSync(join(tmpdir(), 'choral-ecrans-'))
afterAll(() => rmSync(DATA_DIR, { recursive: true, force: true }))
const p = await portailDuMonde({ DATA_DIR, TAILLE_FICHIER_MAX: '100000' })

const pdf = (n = 40) => Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(n, 32)])
const fichier = (name: string, buffer: Buffer, mimeType = 'application/pdf') => ({ name, buffer, mimeType })

const { menuiserie } = p.monde
const [daniel, heloise, nadia] = [await p.session('daniel'), await p.session('heloise'), await p.session('nadia')]

function envoyer(cookie: string | undefined, ...fichiers: [nom: string, contenu: Buffer][]) {
  const f = new FormData()
  for (const [nom, contenu] of fichiers) f.append('fichier', new Blob([new Uint8Array(contenu)]), nom)
  return p.demander('/api/v1/envois', { method: 'POST', body: f, ...(cookie ? { cookie } : {}) })
}
const idDe = async (r: Response) => ((await r.json()) as { id: string }).id
const codeDe = async (r: Response) => [r.status, ((await r.json()) as { code: string }).code]
const demander = (type: string, json: object, cookie = daniel, cle?: string) =>
  p.demander(`/api/v1/demandes/piece-jointe.${type}`, { cookie, json, ...(cle ? { headers: { 'idempotency-key': cle } } : {}) })
const joindre = async (nom: string, designation = `Pièce ${nom}`) => {
  const r = await demander('creer', {
    structure: menuiserie,
    envois: [await idDe(await envoyer(daniel, [nom, pdf(nom.length)]))],
    designation,
  })
  return ((await r.json()) as { resultat: { piecesJointes: string[] } }).resultat.piecesJointes[0]!
}
interface Liste {
  elements: { id: string; nom: string; etat: string; version: number }[]
  total: number
  suivant: string | null
}
const lister = async (suite = '', cookie = heloise) =>
  (await (await p.demander(`/api/v1/structures/${menuiserie}/pieces-jointes${suite}`, { cookie })).json()) as Liste

test('PJ-01 sans script : deux fichiers, un refusé, rien de perdu ; joints, téléchargés à l’octet, supprimés', async () => {
  const cookie = daniel
  const { page, contexte } = await fenetre({ url: p.url, cookie, sansScript: true })
  const liste = `/organisation/structures/${menuiserie}/pieces-jointes`
  await page.goto(`/organisation/pieces-jointes/creer?structure=${menuiserie}`)
  await page
    .getByLabel('Fichiers')
    .setInputFiles([
      fichier('Extrait Kbis.pdf', pdf()),
      fichier('faux.pdf', Buffer.from('MZ\0\0rien')),
      fichier('vide.png', Buffer.alloc(0), 'image/png'),
    ])
  await page.getByLabel('Désignation').fill('Extrait Kbis de mars 2026')
  await page.getByRole('button', { name: 'Vérifier' }).click()
  const erreurs = page.locator('.error-summary li')
  expect(await erreurs.allInnerTexts()).toEqual([
    expect.stringMatching(/faux\.pdf.*n’est pas d’un format accepté/),
    expect.stringMatching(/vide\.png.*est vide/),
  ])
  // What was right is kept: the text, and the file that passed.
  expect(await page.getByLabel('Désignation').inputValue()).toBe('Extrait Kbis de mars 2026')
  expect(await page.getByLabel('Garder Extrait Kbis.pdf').isChecked()).toBe(true)
  await page.getByLabel('Fichiers').setInputFiles([fichier('statuts.txt', Buffer.from('Statuts à jour\n'), 'text/plain')])
  await page.getByRole('button', { name: 'Vérifier' }).click()
  await page.getByText('statuts.txt, Extrait Kbis.pdf').waitFor()
  await page.getByRole('button', { name: 'Soumettre' }).click()
  await page.waitForURL('**/demandes/RITM*')
  await page.goto(liste)
  expect(await page.locator('tbody tr').count()).toBe(2)
  const adresse = await page.getByRole('link', { name: 'Télécharger Extrait Kbis.pdf' }).getAttribute('href')
  const r = await contexte.request.get(adresse!)
  expect(await r.body()).toEqual(pdf())
  expect(r.headers()).toMatchObject({
    'content-type': 'application/pdf',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
    'content-disposition': 'attachment; filename="Extrait_Kbis.pdf"; filename*=UTF-8\'\'Extrait%20Kbis.pdf',
  })
  await page.getByRole('link', { name: 'Supprimer Extrait Kbis.pdf' }).click()
  await page.getByRole('button', { name: 'Supprimer' }).click()
  await page.waitForURL('**/demandes/RITM*')
  expect((await contexte.request.get(adresse!)).status()).toBe(404)
  await page.goto(`/organisation/structures/${menuiserie}/historique`)
  await page.getByText('Pièce-jointe supprimée').waitFor()
  expect(await page.locator('del').first().innerText()).toBe('Extrait Kbis.pdf')
  expect(readdirSync(join(DATA_DIR, 'fichiers', 'temporaire')).filter((f) => f !== 'tus')).toEqual([])
  // The same screens with script, narrow and dark: nothing scrolls sideways, axe finds nothing.
  const etroite = await fenetre({ url: p.url, cookie, largeur: 320, sombre: true })
  const supprimer = `${liste}/${await joindre('Bail commercial.pdf', 'Local')}/supprimer`
  for (const chemin of [
    '/organisation/pieces-jointes/creer',
    `/organisation/pieces-jointes/creer?structure=${menuiserie}`,
    liste,
    supprimer,
    `${liste}?recherche=introuvable`,
  ]) {
    await etroite.page.goto(chemin)
    await verifierAccessibilite(etroite.page)
  }
  expect(etroite.erreurs).toEqual([])
})

test('PJ-01 INT-09 par l’API : ce qui ne va pas se dit par son code et ne laisse rien', async () => {
  expect(await codeDe(await envoyer(undefined, ['a.pdf', pdf()]))).toEqual([401, 'authentification-requise'])
  expect(await codeDe(await envoyer(daniel))).toEqual([422, 'champ-manquant'])
  expect(await codeDe(await p.demander('/api/v1/envois', { cookie: daniel, json: {} }))).toEqual([422, 'champ-manquant'])
  expect(await codeDe(await envoyer(daniel, ['a.pdf', pdf()], ['b.pdf', pdf(2)]))).toEqual([422, 'un-seul-fichier'])
  expect(await codeDe(await envoyer(daniel, ['rib.pdf.exe', pdf()]))).toEqual([422, 'extension-refusee'])
  expect(await codeDe(await envoyer(daniel, ['grand.pdf', pdf(100_000)]))).toEqual([422, 'fichier-trop-grand'])
  expect((await envoyer(daniel, ['juste.pdf', pdf(100_000 - 9)])).status).toBe(201)
  // Cut on its way, without its end, with a type that says nothing.
  for (const [type, body] of [
    ['multipart/form-data; boundary=x', '--x\r\ncontent-disposition: form-data; name="fichier"; filename="a.pdf"\r\n\r\n%PDF-1.7'],
    ['multipart/form-data', 'x'],
    ['multipart/form-data; boundary=x', ''],
  ])
    expect([
      (await p.demander('/api/v1/envois', { method: 'POST', cookie: daniel, body: body!, headers: { 'content-type': type! } })).status,
      type,
    ]).toEqual([400, type])
  expect(readdirSync(join(DATA_DIR, 'fichiers', 'temporaire')).filter((f) => f !== 'tus')).toEqual([])
  expect((await p.demander('/organisation/pieces-jointes/creer', { method: 'POST', cookie: daniel, body: new FormData() })).status).toBe(
    422,
  )
})

test('PJ-01 par l’API : joindre son envoi une fois, même deux fois en même temps ; ni celui d’un autre, ni ailleurs que chez soi', async () => {
  const envoi = await idDe(await envoyer(daniel, ['statuts.pdf', pdf(7)]))
  const corps = { structure: menuiserie, envois: [envoi] }
  expect(await codeDe(await demander('creer', corps, heloise))).toEqual([403, 'acces-refuse'])
  expect(await codeDe(await demander('creer', { ...corps, structure: p.monde.mairie }))).toEqual([404, 'introuvable'])
  expect(await codeDe(await demander('creer', { structure: p.monde.mairie, envois: [envoi] }, nadia))).toEqual([422, 'fichier-perdu'])
  expect(await codeDe(await demander('creer', { ...corps, envois: [] }))).toEqual([422, 'champ-manquant'])
  const avant = (await lister()).total
  expect((await p.demander('/api/v1/demandes/piece-jointe.creer?simulation=oui', { cookie: daniel, json: corps })).status).toBe(200)
  expect((await lister()).total).toBe(avant)
  const ensemble = await Promise.all([demander('creer', corps), demander('creer', corps), demander('creer', corps)])
  expect(ensemble.map((r) => r.status).toSorted()).toEqual([201, 422, 422])
  expect((await lister()).total).toBe(avant + 1)
  const autre = { structure: menuiserie, envois: [await idDe(await envoyer(daniel, ['statuts.pdf', pdf(7)]))] }
  const [a, b] = [await demander('creer', autre, daniel, 'piece-1'), await demander('creer', autre, daniel, 'piece-1')]
  expect(((await a.json()) as { numero: string }).numero).toBe(((await b.json()) as { numero: string }).numero)
})

test('PJ-01 PJ-02 liste triée, filtrée, reprise par clé, exportée ; en attente, rien ne se télécharge ; supprimée, plus rien', async () => {
  const ids = [await joindre('Reçu.pdf'), await joindre('ânesse.pdf'), await joindre('Mouton.pdf')]
  expect((await lister('?tri=nom&recherche=PIECE')).elements.map((e) => e.nom)).toEqual(['ânesse.pdf', 'Mouton.pdf', 'Reçu.pdf'])
  expect((await lister('?recherche=recu')).elements.map((e) => e.nom)).toEqual(['Reçu.pdf'])
  for (const tri of ['creeLe', '-creeLe', 'nom', '-nom', 'designation', '-designation']) {
    const vues: string[] = []
    for (let suivant: string | null = ''; suivant !== null;) {
      const page: Liste = await lister(`?tri=${tri}&taille=2${suivant ? `&apres=${suivant}` : ''}`)
      vues.push(...page.elements.map((e) => e.id))
      suivant = page.suivant
    }
    expect([tri, new Set(vues).size, vues.length]).toEqual([tri, (await lister()).total, (await lister()).total])
  }
  for (const cle of ['x', Buffer.from('["2026","z"]').toString('base64url'), Buffer.from(`["a","${ids[0]}"]`).toString('base64url')])
    expect((await p.demander(`/api/v1/structures/${menuiserie}/pieces-jointes?apres=${cle}`, { cookie: heloise })).status).toBe(200)
  expect(
    await (await p.demander(`/api/v1/structures/${menuiserie}/pieces-jointes?format=csv&recherche=recu`, { cookie: heloise })).text(),
  ).toMatch(/Reçu\.pdf;Pièce Reçu\.pdf;17;application\/pdf;.*Daniel Poitier;Disponible/)
  const xlsx = await p.demander(`/api/v1/structures/${menuiserie}/pieces-jointes?format=xlsx&recherche=recu`, { cookie: heloise })
  expect((await readXlsx(new Uint8Array(await xlsx.arrayBuffer()))).sheets[0]!.rows[1]).toEqual(
    expect.arrayContaining([17, expect.any(Date)]),
  )
  const contenu = (cookie: string) => p.demander(`/api/v1/pieces-jointes/${ids[0]}/contenu`, { cookie })
  expect(Buffer.from(await (await contenu(heloise)).arrayBuffer())).toEqual(pdf('Reçu.pdf'.length))
  expect((await contenu(heloise)).headers.get('content-disposition')).toBe(
    'attachment; filename="Recu.pdf"; filename*=UTF-8\'\'Re%C3%A7u.pdf',
  )
  expect(await codeDe(await contenu(nadia))).toEqual([404, 'introuvable'])
  await p.pool.query(`update fichier f set controle = 'en-attente' from piece_jointe p where p.fichier = f.empreinte and p.id = $1`, [
    ids[0],
  ])
  expect((await lister('?etat=en-attente')).elements.map((e) => e.id)).toEqual([ids[0]])
  const attente = await contenu(heloise)
  expect([attente.headers.get('retry-after'), ...(await codeDe(attente))]).toEqual(['60', 409, 'fichier-en-attente'])
  const page = await (await p.demander(`/organisation/structures/${menuiserie}/pieces-jointes`, { cookie: heloise })).text()
  expect([page.includes('En attente d’analyse'), page.includes('/supprimer"'), page.includes(`${ids[0]}/telecharger`)]).toEqual([
    true,
    false,
    false,
  ])
  const supprimer = (plus: object, cookie = daniel) => demander('supprimer', { pieceJointe: ids[0], ...plus }, cookie)
  expect(await codeDe(await supprimer({}, heloise))).toEqual([403, 'acces-refuse'])
  expect(await codeDe(await supprimer({}, nadia))).toEqual([404, 'introuvable'])
  expect(await codeDe(await supprimer({ structure: p.monde.mairie }))).toEqual([404, 'introuvable'])
  expect((await supprimer({ version: 1 })).status).toBe(201)
  expect(await codeDe(await supprimer({}))).toEqual([404, 'introuvable'])
  expect(await codeDe(await contenu(heloise))).toEqual([404, 'introuvable'])
  const { rows } = await p.pool.query('select fichier, supprimee_le is not null as partie from piece_jointe where id = $1', [ids[0]])
  expect(rows).toEqual([{ fichier: null, partie: true }])
})

test('PJ-01 le brouillon garde les fichiers ; un envoi perdu se redit sur son champ, deux confirmations ne font qu’une demande', async () => {
  const chemin = `/organisation/pieces-jointes/creer?structure=${menuiserie}`
  const poster = (cookie: string | undefined, champs: Record<string, string>, nom?: string) => {
    const f = new FormData()
    for (const [k, v] of Object.entries({ _etape: 'verifier', structure: menuiserie, ...champs })) f.set(k, v)
    if (nom) f.set('envois', new Blob([`Contenu de ${nom}\n`.repeat(50)]), nom)
    return p.demander(chemin, { method: 'POST', body: f, ...(cookie ? { cookie } : {}) })
  }
  expect((await poster(undefined, {}, 'perdu.txt')).headers.get('location')).toMatch(/^\/connexion/)
  expect((await poster(heloise, {}, 'interdit.txt')).status).toBe(403)
  const cle = crypto.randomUUID()
  expect((await poster(daniel, { _cle: cle, designation: 'x'.repeat(201) }, 'bail.txt')).status).toBe(422)
  const reprise = await (await p.demander(`/organisation/pieces-jointes/creer?brouillon=${cle}`, { cookie: daniel })).text()
  const envoi = /name="envois" value="([0-9a-f-]{36})"/.exec(reprise)![1]!
  expect(reprise).toContain('bail.txt')
  const verifier = (await poster(daniel, { _cle: cle, envois: envoi, designation: 'Bail' })).headers.get('location')!
  expect(await (await p.demander(verifier, { cookie: daniel })).text()).toContain('bail.txt')
  // Kept a day only: the confirmation says so on the field, and what was typed is there.
  await p.pool.query(`delete from envoi where id = $1`, [envoi])
  const perdu = await p.demander(verifier, { cookie: daniel, champs: { _cle: cle, _etape: 'confirmer' } })
  expect([perdu.status, await perdu.text()]).toEqual([422, expect.stringMatching(/Un fichier n’est plus là[\s\S]*value="Bail"/)])
  const autre = (await poster(daniel, { _cle: cle, designation: 'Bail' }, 'bail.txt')).headers.get('location')!
  const faits = await Promise.all([1, 2].map(() => p.demander(autre, { cookie: daniel, champs: { _cle: cle, _etape: 'confirmer' } })))
  const [un, deux] = faits.map((r) => r.headers.get('location'))
  expect([un, deux]).toEqual([expect.stringMatching(/^\/demandes\/RITM/), un])
  // A text is compressed on its way, and is the same once there; its head alone too.
  const { id } = (await lister('?recherche=bail.txt')).elements[0]!
  const contenu = `/api/v1/pieces-jointes/${id}/contenu`
  expect(await (await p.demander(contenu, { cookie: heloise })).text()).toBe('Contenu de bail.txt\n'.repeat(50))
  const tete = await p.demander(contenu, { method: 'HEAD', cookie: heloise, headers: { 'accept-encoding': 'identity' } })
  expect([tete.status, tete.headers.get('content-type')]).toEqual([200, 'text/plain'])
})

test('PJ-01 SER-03 choisir parmi ses structures : chacune par le nom qu’on lui donne, son identifiant groupé', async () => {
  await p.pool.query(`update structure set libelle = 'Menuiserie, atelier' where id = $1`, [p.monde.menuiserie])
  for (const chemin of [
    '/organisation/pieces-jointes/telecharger',
    '/organisation/pieces-jointes/creer',
    '/organisation/services/importer',
  ]) {
    const html = await (await p.demander(chemin, { cookie: daniel })).text()
    expect([chemin, html]).toEqual([chemin, expect.stringMatching(/>Menuiserie, atelier, 123\s456\s782\s00010</)])
  }
})

test('POR-08 SER-01 BAN-01 PJ-01 rien encore, et la structure est inactive : la liste dit pourquoi rien ne s’y crée', async () => {
  const {
    rows: [inactive],
  } = await p.pool.query<{ id: string }>(`select id from structure where statut = 'INACTIVE' and gestionnaire_principal = $1`, [
    p.monde.daniel,
  ])
  for (const liste of ['services', 'coordonnees-bancaires', 'pieces-jointes']) {
    const html = await (await p.demander(`/organisation/structures/${inactive!.id}/${liste}`, { cookie: daniel })).text()
    expect([liste, html]).toEqual([
      liste,
      expect.stringMatching(
        /La structure est inactive\s: ses données restent lisibles, elles ne se modifient plus. Activez d’abord la structure./,
      ),
    ])
  }
})
