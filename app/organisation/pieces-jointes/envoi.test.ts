import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, expect, test } from 'vitest'
import { portailDuMonde } from '#tests/monde.ts'
import { fenetre, verifierAccessibilite, type Fenetre } from '#tests/navigateur.ts'

const dossier = mkdtempSync(join(tmpdir(), 'choral-envoi-'))
afterAll(() => rmSync(dossier, { recursive: true, force: true }))
const p = await portailDuMonde({ DATA_DIR: dossier })
const cookie = await p.session('daniel')
const fichier = (name: string, taille = 2000) => ({
  name,
  mimeType: 'application/pdf',
  buffer: Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(taille)]),
})
const FORMULAIRE = `/organisation/pieces-jointes/creer?structure=${p.monde.menuiserie}`
const dit = (page: Page) => page.locator('[role=status][data-envoi-target]').textContent()
/** Everything that it says from now on, however soon the next word replaces it. */
const ecouter = (page: Page) =>
  page.evaluate(() => {
    const zone = document.querySelector('[role=status][data-envoi-target]')!
    const dits: string[] = ((globalThis as { dits?: string[] }).dits = [])
    new MutationObserver(() => dits.push(zone.textContent)).observe(zone, { childList: true, characterData: true, subtree: true })
  })
const dits = (page: Page) => page.evaluate(() => (globalThis as { dits?: string[] }).dits!.join('\n'))
const lignes = (page: Page) => page.locator('.files li')

let f: Fenetre
afterEach(async () => {
  await f.contexte.close()
})
async function ouvrir(options: Partial<Parameters<typeof fenetre>[0]> = {}) {
  f = await fenetre({ url: p.url, cookie, ...options })
  await f.page.goto(FORMULAIRE)
  await f.page.locator('[data-envoi-target=invite]:not([hidden])').waitFor()
  return f.page
}

test('PJ-01 plusieurs à la fois, déposés à la souris ou choisis : chacun son état, le refusé dit pourquoi, l’un se retire, et ils deviennent des pièces-jointes', async () => {
  const page = await ouvrir({ largeur: 390, sombre: true })
  await page.evaluate(() => {
    const dt = new DataTransfer()
    dt.items.add(new File(['%PDF-1.7 posé'], 'posé.pdf'))
    dt.items.add(new File(['<svg onload=alert(1)>'], 'dessin.png'))
    document.querySelector('.upload')!.dispatchEvent(new DragEvent('drop', { dataTransfer: dt, bubbles: true, cancelable: true }))
  })
  await page.locator('.files li.is-error').waitFor()
  expect(await page.locator('.files li.is-error small').textContent()).toContain('qui s’exécute')
  await page.setInputFiles('#envois', [fichier('rib.pdf'), fichier('kbis.pdf')])
  await expect.poll(() => page.locator('.files input[name=envois]').count()).toBe(3)
  await expect.poll(() => dit(page)).toMatch(/Envoyé, 2(,0)?\sko$/)
  await verifierAccessibilite(page)
  await page.getByRole('button', { name: 'Retirer kbis.pdf' }).press('Enter')
  expect(await dit(page)).toBe('kbis.pdf retiré')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Retirer rib.pdf')
  expect(await lignes(page).count()).toBe(3)
  await page.getByRole('button', { name: 'Vérifier' }).click()
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Retirer dessin.png')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Vérifier' }).click()
  await page.getByRole('button', { name: 'Soumettre' }).click()
  await page.waitForURL(/\/demandes\//)
  expect(
    (
      await sql<{ nom: string }>`select nom from piece_jointe where structure = ${p.monde.menuiserie}::uuid order by nom`.execute(p.db)
    ).rows.map((r) => r.nom),
  ).toEqual(['posé.pdf', 'rib.pdf'])
  expect((await sql`select from envoi`.execute(p.db)).rows).toEqual([])
  expect(f.erreurs.filter((e) => !e.includes('422'))).toEqual([])
})

test('PJ-01 coupé, puis reçu par un portail qui ne peut pas encore répondre (503), il reprend de lui-même ; le formulaire soumis trop tôt attend', async () => {
  const page = await ouvrir()
  let [coupures, indisponible] = [2, 1]
  let soumettre = () => {}
  const soumis = new Promise<void>((fait) => (soumettre = fait))
  await page.route('**/envois/tus/*', async (route) => {
    const methode = route.request().method()
    if (methode === 'PATCH') await soumis
    if (methode === 'HEAD' && indisponible-- > 0) return route.fulfill({ status: 503, headers: { 'retry-after': '5' } })
    return methode === 'PATCH' && route.request().headers()['upload-offset'] === '1000000' && coupures-- > 0
      ? route.abort('connectionreset')
      : route.continue()
  })
  await ecouter(page)
  await page.setInputFiles('#envois', fichier('gros.pdf', 1_500_000))
  await page.getByRole('button', { name: 'Vérifier' }).click()
  expect(await dits(page)).toContain('Le formulaire partira dès que')
  soumettre()
  await page.getByRole('button', { name: 'Soumettre' }).waitFor()
  expect([coupures <= 0, indisponible <= 0]).toEqual([true, true])
  expect((await sql`select from envoi where nom = 'gros.pdf'`.execute(p.db)).rows).toHaveLength(1)
})

test('PJ-01 coupé puis la page rechargée : le même fichier choisi à nouveau reprend où il en était ; retiré, il recommence', async () => {
  const page = await ouvrir()
  const chemin = join(dossier, 'long.pdf')
  writeFileSync(chemin, fichier('long.pdf', 3_500_000).buffer)
  let [coupe, coupures] = [true, 0]
  const demandes: string[] = []
  await page.route('**/envois/tus/**', async (route) => {
    const r = route.request()
    const ou = r.headers()['upload-offset'] ?? ''
    if (coupe && Number(ou) >= 2_000_000) {
      coupures++
      return route.abort('connectionreset')
    }
    demandes.push(`${r.method()} ${ou}`.trim())
    return route.continue()
  })
  await page.setInputFiles('#envois', chemin)
  // The portal has answered for all before it.
  await expect.poll(() => coupures).toBeGreaterThan(0)
  await page.reload()
  await page.locator('[data-envoi-target=invite]:not([hidden])').waitFor()
  expect(await lignes(page).count()).toBe(0)
  coupe = false
  demandes.length = 0
  await page.setInputFiles('#envois', chemin)
  await expect.poll(() => page.locator('.files input[name=envois]').count()).toBe(1)
  expect(demandes).toEqual(['HEAD', 'PATCH 2000000', 'PATCH 3000000'])
  // Over: nothing is remembered of it, and the same file again is another one.
  await page.getByRole('button', { name: 'Retirer long.pdf' }).click()
  await expect.poll(() => demandes.at(-1)).toBe('DELETE')
  demandes.length = 0
  await page.setInputFiles('#envois', chemin)
  await expect.poll(() => page.locator('.files input[name=envois]').count()).toBe(1)
  expect(demandes[0]).toBe('POST')
})

test('PJ-01 sans réseau il le dit, et « Reprendre » finit', async () => {
  const page = await ouvrir()
  await page.clock.install()
  let coupe = true
  await page.route('**/envois/tus/*', async (route) => (coupe ? route.abort('connectionreset') : route.continue()))
  await page.setInputFiles('#envois', fichier('lent.pdf'))
  // Tried again by itself: told while it lasts, to whoever does not see the bar too.
  await expect.poll(() => dit(page)).toMatch(/^lent\.pdf\s: La connexion est coupée\s: nouvel essai…$/)
  expect(await lignes(page).first().textContent()).toContain('nouvel essai')
  for (let i = 0; i < 6; i++) await page.clock.runFor(11_000)
  await page.getByRole('button', { name: 'Reprendre lent.pdf' }).waitFor()
  expect(await dit(page)).toContain('La connexion est coupée')
  await verifierAccessibilite(page)
  coupe = false
  await page.getByRole('button', { name: 'Reprendre lent.pdf' }).click()
  await expect.poll(() => page.locator('.files input[name=envois]').count()).toBe(1)
})
