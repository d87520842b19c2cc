import type { Page } from 'playwright-core'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { servirApercu } from '#tests/apercu.ts'
import { fenetre, type Fenetre } from '#tests/navigateur.ts'

let apercu: Awaited<ReturnType<typeof servirApercu>>
let f: Fenetre
beforeAll(async () => {
  apercu = await servirApercu()
})
afterEach(async () => {
  await f?.contexte.close()
})

async function ouvrir(): Promise<Page> {
  f = await fenetre({ url: apercu.url })
  await f.page.goto('/ui')
  return f.page
}

/** How far under the last field the button ends, for each number of fields. */
const ecarts = (page: Page, jusqua: number) =>
  page.evaluate((jusqua) => {
    const filtres = document.querySelector('form.filters')!
    const bouton = filtres.querySelector('.button')!
    return Array.from({ length: jusqua }, () => {
      const champs = [...filtres.querySelectorAll('.field')]
      const ecart = Math.round(bouton.getBoundingClientRect().bottom - champs.at(-1)!.getBoundingClientRect().bottom)
      champs.at(-1)!.after(champs[1]!.cloneNode(true))
      return ecart
    })
  }, jusqua)

test('POR-15 quel que soit le nombre des filtres, « Filtrer » finit leur dernière ligne', async () => {
  const page = await ouvrir()
  expect(await ecarts(page, 20)).toEqual(Array.from({ length: 20 }, () => 0))
})

test('POR-11 imprimée, une page n’a ni bouton, ni case, ni liste de liens, et un large tableau prend le long côté', async () => {
  const page = await ouvrir()
  await page.emulateMedia({ media: 'print' })
  const vus = page.locator('main').locator('.button, .check, .filters, aside:has(> .links), .summary .act').filter({ visible: true })
  expect(await vus.count()).toBe(0)
  const feuille = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  const [largeur, hauteur] = /MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(feuille)!.slice(1).map(Number)
  expect(largeur).toBeGreaterThan(hauteur!)
})

test('POR-11 imprimé, un large tableau n’est pas coupé', async () => {
  const page = await ouvrir()
  await page.emulateMedia({ media: 'print' })
  await page.setViewportSize({ width: 1047, height: 718 })
  const coupes = await page
    .locator('.table-wrap')
    .evaluateAll((t) => t.filter((e) => getComputedStyle(e).overflowX !== 'visible' || e.scrollWidth > e.clientWidth).length)
  expect(coupes).toBe(0)
})

test('CPT-08 sur un téléphone, des mots à presser ont leur ligne et laissent au titre toute la largeur', async () => {
  const page = await ouvrir()
  await page.setViewportSize({ width: 390, height: 844 })
  const mesures = await page.evaluate(() => {
    const ligne = [...document.querySelectorAll('tbody tr')].find((l) => l.querySelector('.tools') && l.querySelector('.lead-cell'))!
    const mots = ligne.querySelector('.tools')!
    const titre = ligne.querySelector('.lead-cell')!
    mots.classList.add('tools--line')
    const style = getComputedStyle(ligne)
    const place = ligne.clientWidth - parseFloat(style.paddingInlineStart) - parseFloat(style.paddingInlineEnd)
    return {
      ecart: Math.round(titre.getBoundingClientRect().width - place),
      dessous: mots.getBoundingClientRect().top > titre.getBoundingClientRect().top,
    }
  })
  expect(mesures).toEqual({ ecart: 0, dessous: true })
})

test('POR-15 des onglets qui dépassent se parcourent de côté, sans barre de défilement verticale', async () => {
  const page = await ouvrir()
  const sens = await page.locator('.tabs').evaluateAll((t) => t.map((e) => [getComputedStyle(e).overflowX, getComputedStyle(e).overflowY]))
  expect(sens.length).toBeGreaterThan(0)
  for (const un of sens) expect(un).toEqual(['auto', 'hidden'])
})
