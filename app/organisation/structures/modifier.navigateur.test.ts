import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { portailDuMonde } from '#tests/monde.ts'
import { fenetre, verifierAccessibilite } from '#tests/navigateur.ts'

const p = await portailDuMonde()
/** How much of the page has moved by itself since it was first painted, once its typefaces are there. */
const decalage = (page: Page) =>
  page.evaluate(async () => {
    await document.fonts.ready
    await new Promise((r) => {
      requestAnimationFrame(() => requestAnimationFrame(r))
    })
    return new Promise<number>((dit) => {
      const vus: number[] = []
      new PerformanceObserver((l) => {
        vus.push(...l.getEntries().map((e) => (e as PerformanceEntry & { value: number }).value))
      }).observe({ type: 'layout-shift', buffered: true })
      setTimeout(() => {
        dit(vus.reduce((a, b) => a + b, 0))
      }, 100)
    })
  })
const chemin = `/organisation/structures/${p.monde.menuiserie}/modifier`

test('STR-06 POR-16 au clavier : erreurs en tête et en vue, valeurs gardées, lien vers le champ', async () => {
  const { page, erreurs } = await fenetre({ url: p.url, cookie: await p.session('daniel') })
  await page.goto(chemin)
  await page.getByLabel('Code postal').fill('4400')
  await page.getByLabel(/^Adresse électronique/).fill('contact@exemple')
  await page.getByLabel(/^Adresse électronique/).press('Enter')
  const resume = page.locator('.error-summary')
  await resume.waitFor()
  await expect.poll(() => resume.evaluate((e) => e === document.activeElement || e.contains(document.activeElement))).toBe(true)
  await expect
    .poll(() =>
      resume.evaluate((e) => {
        const { top } = e.getBoundingClientRect()
        return top >= 0 && top < innerHeight / 2
      }),
    )
    .toBe(true)
  expect(await page.title()).toMatch(/^Erreur/)
  await verifierAccessibilite(page)
  expect(await page.getByLabel('Code postal').inputValue()).toBe('4400')
  await resume.getByRole('link', { name: /adresse électronique/ }).click()
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('adresseElectronique')
  // What was typed survives a closed browser.
  await page.goto(chemin)
  await page.getByRole('link', { name: 'Reprendre ce brouillon' }).click()
  await page.waitForURL('**brouillon=**')
  expect(await page.getByLabel('Code postal').inputValue()).toBe('4400')
  expect(erreurs.filter((e) => !e.includes('422'))).toEqual([])
})

test('STR-06 deux personnes : la seconde voit ce qui a changé, sa saisie est gardée, elle décide', async () => {
  await p.pool.query('update habilitation set niveau = 2 where utilisateur = $1 and application = 1', [p.monde.heloise])
  const { page } = await fenetre({ url: p.url, cookie: await p.session('heloise'), largeur: 390, sombre: true })
  await page.goto(`/organisation/structures/${p.monde.menuiserie}/modifier`)
  expect(await decalage(page), 'nothing moves when the typefaces arrive').toBeLessThan(0.05)
  await page.getByLabel(/^RCS/).fill('Nantes 123 456 782')
  expect(
    (
      await p.demander('/api/v1/demandes/structure.modifier', {
        cookie: await p.session('daniel'),
        json: { structure: p.monde.menuiserie, telephone: '02 40 00 00 99' },
      })
    ).status,
  ).toBe(201)
  await page.getByRole('button', { name: 'Vérifier les modifications' }).click()
  const alerte = page.getByRole('alert').filter({ hasText: 'a changé pendant votre saisie' })
  await alerte.waitFor()
  expect(await alerte.textContent()).toContain('02 40 00 00 99')
  expect(await page.getByLabel(/^RCS/).inputValue()).toBe('Nantes 123 456 782')
  await verifierAccessibilite(page)
  await page.getByRole('button', { name: 'Vérifier les modifications' }).click()
  await page.waitForURL('**etape=verifier**')
  // Three presses of the button make one demande.
  const bouton = page.getByRole('button', { name: /^Soumettre/ })
  await bouton.click({ clickCount: 3 })
  await page.waitForURL('**/demandes/RITM**')
  const { rows } = await p.pool.query(`select count(*)::int as n from demande where auteur = $1`, [p.monde.heloise])
  expect(rows).toEqual([{ n: 1 }])
  // Back never brings a form that could be sent twice.
  await page.goBack()
  await page.waitForURL('**/demandes/RITM**')
  // On a telephone the lists of a structure are folded; the link to one unfolds it, and its people lead to their pages.
  await page.goto(`/organisation/structures/${p.monde.menuiserie}`)
  const personne = page.locator('#utilisateurs').getByRole('link', { name: 'Daniel Poitier' })
  expect(await personne.isVisible()).toBe(false)
  await page
    .locator('.onpage')
    .getByRole('link', { name: /^Utilisateurs/ })
    .click()
  await personne.waitFor()
  await verifierAccessibilite(page)
  await personne.click()
  await page.getByRole('heading', { level: 1, name: 'Daniel Poitier' }).waitFor()
})
