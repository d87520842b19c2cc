import { afterAll, expect, test } from 'vitest'
import { portailDuMonde } from '#tests/monde.ts'
import { fenetre, fermerFenetres, verifierAccessibilite } from '#tests/navigateur.ts'

afterAll(fermerFenetres)

test('POR-09 « Une question ? » ouvre l’assistant dans un panneau, au clavier ; Échap rend le focus', async () => {
  const p = await portailDuMonde()
  const { page, erreurs } = await fenetre({ url: p.url, largeur: 390 })
  await page.goto('/annuaire')
  await page.focus('.ask')
  await page.keyboard.press('Enter')
  await page.fill('.assistant textarea', 'comment inviter une comptable ?')
  await page.keyboard.press('Enter')
  await page.waitForSelector('.assistant .chat li.mine')
  await verifierAccessibilite(page)
  await page.keyboard.press('Escape')
  expect(await page.evaluate(() => document.activeElement?.className)).toContain('ask')
  await page.goto('/assistant?question=comment+inviter+une+comptable')
  await verifierAccessibilite(page)
  expect(erreurs).toEqual([])
}, 60_000)
