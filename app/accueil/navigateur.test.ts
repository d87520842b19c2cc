import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { fautesDAccessibilite, fenetre, verifierAccessibilite } from '#tests/navigateur.ts'
import { portailDuMonde, type PortailDuMonde } from '#tests/monde.ts'

let p: PortailDuMonde
let daniel: string
let camille: string
beforeAll(async () => {
  p = await portailDuMonde()
  daniel = await p.session('daniel')
  camille = await p.session('camille')
  await p.pool.query(
    `insert into demande (type, auteur, structure, saisie, etat, effet_le) values ('structure.modifier', $1, $2, '{}', 'programmee', maintenant() + interval '30 minutes')`,
    [p.monde.daniel, p.monde.menuiserie],
  )
})

const PUBLIQUES = [
  '/',
  '/domaines/facturation',
  '/organisation',
  '/organisation/structures',
  '/organisation/utilisateurs',
  '/annuaire',
  '/applications/gerer-une-structure',
  '/plan-du-site',
  '/accessibilite',
  '/mentions-legales',
  '/donnees-personnelles',
  '/gestion-des-cookies',
  '/etat-du-service',
  '/documentation',
  '/documentation/portail/acces',
  '/actualites',
  '/support',
  '/recherche?recherche=structure',
  '/affichage',
  '/langue',
  '/demonstration',
  '/nimporte',
]
const CONNECTEES = [
  '/',
  '/organisation/structures',
  '/applications/rattacher-un-utilisateur',
  '/compte/groupes',
  '/organisation/utilisateurs/rattachement',
  '/approbations',
  '/communication',
]

/** One page of each make is also looked at narrow and dark; all of them with ESSAIS=longs. */
const AUSSI_SOMBRE = new Set([
  '/',
  '/organisation/structures',
  '/applications/gerer-une-structure',
  '/etat-du-service',
  '/documentation/portail/acces',
  '/recherche?recherche=structure',
  '/affichage',
  '/demonstration',
  '/nimporte',
  '/compte/groupes',
])
const sombreAussi = (chemin: string) => process.env.ESSAIS === 'longs' || AUSSI_SOMBRE.has(chemin)

/** The page's width once its text alone is twice as large, and two frames are drawn. */
const largeurEnLettresDoubles = (page: Page) =>
  page.evaluate(async () => {
    const feuille = new CSSStyleSheet()
    feuille.replaceSync('html { font-size: 200% }')
    document.adoptedStyleSheets = [feuille]
    for (let i = 0; i < 2; i++) await new Promise((suite) => requestAnimationFrame(suite))
    return document.documentElement.scrollWidth
  })

/** Each page is loaded once, then looked at wide and light, narrow and dark, and for its width alone narrowest and in letters twice as large. */
async function verifierPages(chemins: string[], cookie?: string) {
  const { page, erreurs, contexte } = await fenetre({ url: p.url, cookie })
  for (const chemin of chemins) {
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.emulateMedia({ colorScheme: 'light' })
    // A machine that is too busy says so (503) and is asked again; anything worse is a fault.
    await expect.poll(async () => (await page.goto(chemin))?.status() ?? 599, { message: chemin }).toBeLessThan(500)
    const echouer = (vue: string) => (e: Error) => expect.fail(`${chemin}, ${vue} : ${e.message}`)
    await verifierAccessibilite(page).catch(echouer('clair 1280'))
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.setViewportSize({ width: 390, height: 800 })
    if (sombreAussi(chemin)) await verifierAccessibilite(page).catch(echouer('sombre 390'))
    await page.setViewportSize({ width: 320, height: 800 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth), `${chemin} à 320`).toBeLessThanOrEqual(320)
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 800 })
      expect(await largeurEnLettresDoubles(page), `${chemin} à ${width}, texte à 200 %`).toBeLessThanOrEqual(width)
    }
  }
  expect(erreurs.filter((e) => !/\b(404|503)\b/.test(e))).toEqual([])
  await contexte.close()
}

// Split so that each part stays well within its time on a busy machine.
describe('POR-11 axe et largeur, en clair et en sombre, de 1280 à 320', () => {
  test.each([0, 1, 2, 3])('pages publiques, quart %i', (quart) => verifierPages(PUBLIQUES.filter((_, i) => i % 4 === quart)))
  test('pages de Daniel, gestionnaire principal', () => verifierPages(CONNECTEES, daniel))
  test('pages de Camille, sans structure', () => verifierPages(CONNECTEES.slice(0, 3), camille))
})

test('POR-11 le contrôle lui-même voit une image sans texte, un contraste trop faible et ce qui déborde', async () => {
  const { page, contexte } = await fenetre({ url: p.url })
  await page.goto('/mentions-legales')
  await page.evaluate(() => {
    document.querySelector('main')!.insertAdjacentHTML('beforeend', '<img src="/favicon.ico"><p>presque invisible</p>')
    Object.assign((document.querySelector('main > p:last-child') as HTMLElement).style, { color: '#ccc', background: '#fff' })
  })
  expect((await fautesDAccessibilite(page)).map((f) => f.split(':')[0]).toSorted()).toEqual(['color-contrast', 'image-alt'])
  await page.reload()
  await page.evaluate(() => void ((document.querySelector('main') as HTMLElement).style.minWidth = '3000px'))
  await expect(verifierAccessibilite(page)).rejects.toThrow(/less than or equal/)
  await contexte.close()
})

test('POR-08 « Pourquoi ? » s’ouvre au clavier et le remède mène à la demande, sans script', async () => {
  const { page, contexte } = await fenetre({ url: p.url, cookie: camille, sansScript: true })
  await page.goto('/organisation/structures')
  const tuile = page.locator('article', { hasText: 'Gérer une structure' }).first()
  await tuile.locator('summary').focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => tuile.locator('details p').isVisible()).toBe(true)
  await tuile.getByRole('link', { name: 'Demander un rattachement' }).click()
  expect(new URL(page.url()).pathname).toBe('/organisation/utilisateurs/rattachement')
  await contexte.close()
})

test('POR-13 changer de structure par le menu se garde à la page suivante', async () => {
  const { page, contexte } = await fenetre({ url: p.url, cookie: daniel })
  await page.goto('/organisation')
  await page.locator('.switcher > summary').click()
  await page.locator('.switcher .panel a', { hasText: 'Poitier Agencement' }).click()
  await page.waitForURL(/structure=/)
  await page.goto('/support')
  expect(await page.locator('.switcher__name').textContent()).toBe('Poitier Agencement')
  await contexte.close()
})

test('POR-02 les onglets changent la page sans script et avec', async () => {
  for (const sansScript of [true, false]) {
    const { page, contexte } = await fenetre({ url: p.url, sansScript })
    await page.goto('/')
    await page.locator('.audience a', { hasText: 'Association' }).click()
    await page.waitForURL(/profil=association/)
    await expect.poll(() => page.locator('.hero .lead').textContent()).toContain('votre association')
    await page.goto('/')
    expect(await page.locator('.audience [aria-current]').textContent()).toBe('Association')
    await contexte.close()
  }
})

test('PLUS-08 passer en anglais puis en sombre garde la page et le choix', async () => {
  const { page, contexte } = await fenetre({ url: p.url })
  await page.goto('/organisation/structures')
  await page.locator('.footer a', { hasText: 'English' }).click()
  await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('en')
  expect(new URL(page.url()).pathname).toBe('/organisation/structures')
  await page.locator('.footer a', { hasText: 'dark' }).click()
  await expect.poll(() => page.locator('html').getAttribute('data-theme')).toBe('sombre')
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(15, 23, 22)')
  await contexte.close()
})
