import type { Page } from 'playwright-core'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { servirApercu } from '#tests/apercu.ts'
import { fautesDAccessibilite, fenetre, type Fenetre } from '#tests/navigateur.ts'

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

test('POR-11 à qui demande plus de contraste, chaque texte en a 7 pour 1, clair ou sombre', async () => {
  const page = await ouvrir()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ contrast: 'more', colorScheme, reducedMotion: 'reduce' })
    expect(await fautesDAccessibilite(page, ['color-contrast-enhanced'])).toEqual([])
  }
})

test('POR-11 à 320 pixels, un mot d’un résumé, d’une liste de liens ou du titre d’une carte ne se coupe pas', async () => {
  const page = await ouvrir()
  await page.setViewportSize({ width: 320, height: 640 })
  const coupes = await page.evaluate(() => {
    const carte = document.createElement('section')
    carte.className = 'card card--fold'
    carte.innerHTML = `<h2>Coordonnées bancaires (3)</h2><details><summary><span class="if-closed">Afficher</span></summary></details>
      <dl class="summary summary--grid"><div><dt>Remboursements de taxes</dt><dd>En vigueur depuis le 1er\u00a0décembre\u00a02026</dd></div></dl>
      <ul class="links"><li><a href="#"><span>Échange du 1er\u00a0décembre\u00a02026</span> <span class="tag">En attente d’informations</span></a></li></ul>`
    document.querySelector('main .wrap, main')!.append(carte)
    const mots = document.createTreeWalker(carte, NodeFilter.SHOW_TEXT)
    const coupes: string[] = []
    for (let n; (n = mots.nextNode() as Text | null);)
      for (const { 0: mot, index } of n.data.matchAll(/[\wéà]+/g)) {
        const ou = document.createRange()
        ou.setStart(n, index)
        ou.setEnd(n, index + mot.length)
        if (new Set([...ou.getClientRects()].map((r) => Math.round(r.top))).size > 1) coupes.push(mot)
      }
    return coupes
  })
  expect(coupes).toEqual([])
})

test('POR-11 écrit plus large par qui lit, un numéro d’un résumé ne couvre pas son voisin', async () => {
  const page = await ouvrir()
  await page.setViewportSize({ width: 390, height: 844 })
  const depasse = await page.evaluate(() => {
    const cote = document.createElement('div')
    cote.className = 'split'
    const ligne = '<div><dt>SIRET</dt><dd><span class="num nowrap">219\u00a0400\u00a0017\u00a000014</span></dd></div>'
    cote.innerHTML = `<div></div><aside class="card"><dl class="summary summary--tight">${ligne}${ligne}</dl></aside>`
    document.querySelector('main')!.append(cote)
    for (const e of cote.querySelectorAll<HTMLElement>('dd')) e.style.letterSpacing = '0.12em'
    return [...cote.querySelectorAll('dd')].map(
      (e) => e.firstElementChild!.getBoundingClientRect().right > e.getBoundingClientRect().right + 1,
    )
  })
  expect(depasse).toEqual([false, false])
})
