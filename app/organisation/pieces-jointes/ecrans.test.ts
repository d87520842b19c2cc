import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { portailDuMonde } from '#tests/monde.ts'
import { fenetre, verifierAccessibilite } from '#tests/navigateur.ts'

const DATA_DIR = mkdtempSync(join(tmpdir(), 'choral-ecrans-'))
afterAll(() => rmSync(DATA_DIR, { recursive: true, force: true }))
const p = await portailDuMonde({ DATA_DIR, TAILLE_FICHIER_MAX: '100000' })

const pdf = (n = 40) => Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(n, 32)])
const fichier = (name: string, buffer: Buffer, mimeType = 'application/pdf') => ({ name, buffer, mimeType })

test('PJ-01 sans script : deux fichiers, un refusé, rien de perdu ; joints, téléchargés à l’octet, supprimés', async () => {
  const cookie = await p.session('daniel')
  const { page, contexte } = await fenetre({ url: p.url, cookie, sansScript: true })
  const liste = `/organisation/structures/${p.monde.menuiserie}/pieces-jointes`
  await page.goto(`/organisation/pieces-jointes/creer?structure=${p.monde.menuiserie}`)
  await page.getByLabel('Fichiers').setInputFiles([fichier('Extrait Kbis.pdf', pdf()), fichier('faux.pdf', Buffer.from('MZ\0\0rien')), fichier('vide.png', Buffer.alloc(0), 'image/png')])
  await page.getByLabel('Désignation').fill('Extrait Kbis de mars 2026')
  await page.getByRole('button', { name: 'Vérifier' }).click()
  const erreurs = page.locator('.error-summary li')
  expect(await erreurs.allInnerTexts()).toEqual([expect.stringMatching(/faux\.pdf.*n’est pas d’un format accepté/), expect.stringMatching(/vide\.png.*est vide/)])
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
  expect(r.headers()).toMatchObject({ 'content-type': 'application/pdf', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'content-security-policy': "sandbox; default-src 'none'", 'content-disposition': "attachment; filename=\"Extrait_Kbis.pdf\"; filename*=UTF-8''Extrait%20Kbis.pdf" })
  await page.getByRole('link', { name: 'Supprimer Extrait Kbis.pdf' }).click()
  await page.getByRole('button', { name: 'Supprimer' }).click()
  await page.waitForURL('**/demandes/RITM*')
  expect((await contexte.request.get(adresse!)).status()).toBe(404)
  await page.goto(`/organisation/structures/${p.monde.menuiserie}/historique`)
  await page.getByText('Pièce-jointe supprimée').waitFor()
  expect(await page.locator('del').first().innerText()).toBe('Extrait Kbis.pdf')
  expect(readdirSync(join(DATA_DIR, 'fichiers', 'temporaire')).filter((f) => f !== 'tus')).toEqual([])
}, 60_000)
