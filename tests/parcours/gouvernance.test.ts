import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { creerUtilisateur, ouvrirSession } from '#tests/acteurs.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { fenetre, verifierAccessibilite } from '#tests/navigateur.ts'

const DATA_DIR = mkdtempSync(join(tmpdir(), 'choral-gouvernance-'))
afterAll(() => rmSync(DATA_DIR, { recursive: true, force: true }))
const p = await portailDuMonde({ DATA_DIR })
const { menuiserie, agencement, heloise } = p.monde
const preuve = (cookie: string) =>
  p.pool.query(`update session set preuve_le = clock_timestamp() where utilisateur is not null`).then(() => cookie)
const gestionnaire = async (id: string) =>
  (await p.pool.query<{ g: string }>('select gestionnaire_principal as g from structure where id = $1', [id])).rows[0]!.g

test('GP-01 GP-02 à l’écran : plusieurs structures, erreur en tête, successeur, vérification, reçu ; au clavier et en étroit', async () => {
  await p.pool.query(
    `insert into rattachement (utilisateur, structure, periode, tri) values ($1, $2, tstzrange(maintenant(), null), 'ferdinand heloise')`,
    [heloise, agencement],
  )
  const { page, erreurs } = await fenetre({ url: p.url, cookie: await p.session('daniel') })
  await page.goto('/organisation/structures/transferer')
  await verifierAccessibilite(page)
  await page.getByRole('button', { name: 'Continuer' }).click()
  await page.locator('.error-summary').waitFor()
  await page.getByLabel('Transfert à sélection multiple').check()
  await page.getByLabel(/Menuiserie Poitier/).check()
  await page.getByLabel(/Poitier Agencement/).check()
  await page.getByRole('button', { name: 'Continuer' }).click()
  await page.waitForURL('**brouillon=**')
  await page.getByText('2 structures concernées').waitFor()
  await verifierAccessibilite(page)
  await page.getByRole('button', { name: 'Vérifier le transfert' }).click()
  await page.locator('.error-summary').waitFor()
  await page.getByLabel('Héloïse Ferdinand').check()
  await page.getByRole('button', { name: 'Vérifier le transfert' }).click()
  await page.waitForURL('**etape=verifier**')
  await page.setViewportSize({ width: 390, height: 800 })
  await verifierAccessibilite(page)
  await page.getByRole('button', { name: /^Soumettre/ }).click()
  await page.waitForURL('**/demandes/RITM**')
  expect([await gestionnaire(menuiserie), await gestionnaire(agencement)]).toEqual([heloise, heloise])
  // What was given can only be given back.
  await page.goto(`/organisation/structures/${menuiserie}/transferer`)
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('pas accès')
  expect(erreurs.filter((e) => !/422|403/.test(e))).toEqual([])
})

test('GP-02 CPT-07 sans script, preuve trop ancienne : demandée après la saisie, qui n’est pas perdue', async () => {
  const { cookie, id } = await ouvrirSession(p.pool, p.settings, heloise)
  await p.pool.query(`update session set preuve_le = clock_timestamp() - interval '1 hour' where id = $1`, [id])
  const { page } = await fenetre({ url: p.url, cookie, sansScript: true, largeur: 390 })
  await page.goto(`/organisation/structures/${menuiserie}/transferer`)
  await page.getByLabel('Daniel Poitier').check()
  await page.getByRole('button', { name: 'Vérifier le transfert' }).click()
  expect(new URL(page.url()).pathname).toBe('/preuve')
  const retour = new URL(page.url()).searchParams.get('retour')!
  await p.pool.query(`update session set preuve_le = clock_timestamp() where id = $1`, [id])
  await page.goto(retour)
  await page.getByText('Daniel Poitier').first().waitFor()
  await page.getByRole('button', { name: /^Soumettre/ }).click()
  expect(await gestionnaire(menuiserie)).toBe(p.monde.daniel)
})

test('PLUS-04 sans script : la demande avec sa pièce, l’opposition, la décision de l’opérateur', async () => {
  const h = await fenetre({ url: p.url, cookie: await p.session('heloise'), sansScript: true })
  await h.page.goto(`/organisation/recuperation?structure=${menuiserie}`)
  await h.page.getByLabel(/Pourquoi le rôle/).fill('Il est parti.\nDepuis juin.')
  await h.page.getByRole('button', { name: 'Demander la récupération' }).click()
  expect(await h.page.locator('.error-summary').textContent()).toContain('Joignez un justificatif')
  await h.page
    .getByLabel('Justificatif')
    .setInputFiles({ name: 'kbis.png', mimeType: 'image/png', buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]) })
  await h.page.getByRole('button', { name: 'Demander la récupération' }).click()
  await h.page.getByText('Le titulaire peut s’opposer').waitFor()
  const adresse = new URL(h.page.url()).pathname
  const d = await fenetre({ url: p.url, cookie: await p.session('daniel'), largeur: 390, sombre: true })
  await d.page.goto(adresse)
  await verifierAccessibilite(d.page)
  await d.page.goto('/organisation/recuperation')
  await verifierAccessibilite(d.page)
  const o = await fenetre({ url: p.url, cookie: await preuve(await p.session('operateur')) })
  for (const chemin of ['/exploitation', '/exploitation/recuperations', '/exploitation/gestionnaires']) {
    await o.page.goto(chemin)
    await verifierAccessibilite(o.page)
  }
  await o.page.goto(adresse.replace('/organisation/recuperation', '/exploitation/recuperations'))
  await verifierAccessibilite(o.page)
  expect(await o.page.getByRole('button', { name: /^Accepter/ }).count()).toBe(0)
  await p.pool.query(`update recuperation set attente_jusqua = maintenant() - interval '1 minute'`)
  await o.page.reload()
  await o.page.getByRole('button', { name: /^Accepter/ }).click()
  await o.page.getByText('La décision est enregistrée').waitFor()
  expect(await gestionnaire(menuiserie)).toBe(heloise)
})

test('PLUS-12 le bandeau sur chaque écran, étroit et sombre, et « Quitter » ; CPT-04 désactiver son compte', async () => {
  const c = await creerUtilisateur(p.pool, { prenom: 'Rose', nom: 'Lemoine' })
  await p.pool.query(
    `insert into rattachement (utilisateur, structure, periode, tri) values ($1, $2, tstzrange(maintenant(), null), 'lemoine rose')`,
    [c.id, menuiserie],
  )
  const h = await fenetre({ url: p.url, cookie: await p.session('heloise') })
  await h.page.goto(`/voir-comme?utilisateur=${c.id}&structure=${menuiserie}`)
  await verifierAccessibilite(h.page)
  await h.page.getByRole('button', { name: 'Voir comme cette personne' }).click()
  await h.page.getByText('Vous voyez le portail comme Rose Lemoine').waitFor()
  await verifierAccessibilite(h.page)
  await h.page.setViewportSize({ width: 390, height: 800 })
  await verifierAccessibilite(h.page)
  await h.page.getByRole('button', { name: 'Quitter' }).click()
  await h.page.getByText('Vous voyez le portail comme').waitFor({ state: 'detached' })
  await h.page.goto('/compte/desactiver')
  await verifierAccessibilite(h.page)
  await h.page.getByRole('button', { name: 'Vérifier avant de désactiver' }).click()
  await h.page.locator('.error-summary').waitFor()
  await h.page.setViewportSize({ width: 1280, height: 900 })
  await h.page.getByLabel(/Successeur pour Menuiserie/).selectOption({ label: 'Rose Lemoine' })
  await h.page.getByLabel(/Successeur pour Poitier Agencement/).selectOption({ label: 'Daniel Poitier' })
  await h.page.getByRole('button', { name: 'Vérifier avant de désactiver' }).click()
  await h.page.waitForURL('**etape=verifier**')
  await verifierAccessibilite(h.page)
  await h.page.getByRole('button', { name: /Désactiver mon compte/ }).click()
  await h.page.waitForURL('**/compte-desactive**')
  await verifierAccessibilite(h.page)
  expect(await gestionnaire(menuiserie)).toBe(c.id)
})
