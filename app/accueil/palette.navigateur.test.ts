import { afterAll, expect, test } from 'vitest'
import { portailDuMonde } from '#tests/monde.ts'
import { fenetre, fermerFenetres, verifierAccessibilite } from '#tests/navigateur.ts'

afterAll(fermerFenetres)

test('POR-14 la palette au clavier : Ctrl-K et « / » l’ouvrent, les flèches choisissent, Entrée va, Échap rend le focus ; « / » se désactive', async () => {
  const p = await portailDuMonde()
  const [nom, valeur] = (await p.session('daniel')).split('=') as [string, string]
  const { page, contexte, erreurs } = await fenetre({ url: p.url })
  await contexte.addCookies([{ name: nom, value: valeur, url: p.url }])
  const demandes: string[] = []
  page.on('request', (r) => demandes.push(r.url()))
  await page.goto('/annuaire')
  expect(demandes.some((u) => u.includes('palette-'))).toBe(false)
  const focus = () =>
    page.evaluate(() => document.activeElement?.id || document.activeElement?.className || document.activeElement?.tagName)
  const choisie = () =>
    page.evaluate(
      () =>
        document.querySelector('.palette [aria-selected="true"]')?.firstChild?.textContent ??
        document.querySelector('.palette [aria-selected="true"]')?.textContent,
    )

  await page.focus('.bar__help')
  await page.keyboard.press('/')
  await page.waitForSelector('.palette[open]')
  expect(await focus()).toBe('palette-champ')
  await verifierAccessibilite(page)
  await page.keyboard.type('123 456 782 00010')
  await page.waitForFunction(() => document.querySelector('.palette [role=option]')?.textContent?.includes('Menuiserie'))
  await verifierAccessibilite(page)
  expect(await page.getAttribute('#palette-champ', 'aria-activedescendant')).toBe('palette-option-0')
  expect(await page.textContent('.palette__kind')).toBe('Structures')
  await page.keyboard.press('Escape')
  expect([await page.locator('.palette[open]').count(), await focus()]).toEqual([0, 'bar__help'])

  // From a field « / » is a character; Ctrl-K opens it even there.
  await page.fill('.search input', 'a')
  await page.keyboard.press('/')
  expect([await page.locator('.palette[open]').count(), await page.inputValue('.search input')]).toEqual([0, 'a/'])
  await page.keyboard.press('Control+k')
  await page.waitForSelector('.palette[open]')
  // The portal is too busy for a moment: asked again by itself.
  await page.route('**/api/v1/recherche?*', (route) => route.fulfill({ status: 503 }), { times: 1 })
  await page.keyboard.type('creer une structure')
  await page.waitForFunction(() => document.querySelector('.palette [role=option]')?.textContent?.startsWith('Créer une structure'))
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  expect(await choisie()).toContain('Créer')
  await page.keyboard.press('Enter')
  await page.waitForURL((u) => u.pathname === '/organisation/structures/creer')
  // After a visit it works as before; an action is found by another word.
  await page.locator('h1').click()
  await page.keyboard.press('/')
  await page.waitForSelector('.palette[open]')
  await page.keyboard.type('nuit')
  await page.waitForFunction(() =>
    [...document.querySelectorAll('.palette [role=option]')].some((o) => o.textContent === 'Affichage sombre'),
  )
  await page.keyboard.press('Escape')

  await page.locator('h1').click()
  await page.keyboard.press('?')
  await page.waitForURL((u) => u.pathname === '/raccourcis')
  await verifierAccessibilite(page)
  await page.getByLabel('Hors service').check()
  await page.getByRole('button', { name: 'Enregistrer' }).click()
  await page.waitForURL((u) => u.searchParams.has('fait'))
  await page.locator('h1').click()
  await page.keyboard.press('/')
  await page.waitForTimeout(200)
  expect(await page.locator('.palette[open]').count()).toBe(0)
  await page.keyboard.press('Control+k')
  await page.waitForSelector('.palette[open]')
  expect(erreurs.filter((e) => !e.includes('503'))).toEqual([])
})
