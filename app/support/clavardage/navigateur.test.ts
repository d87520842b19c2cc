import { afterAll, beforeAll, expect, test } from 'vitest'
import { portailDuMonde, type PortailDuMonde } from '#tests/monde.ts'
import { fenetre, fermerFenetres } from '#tests/navigateur.ts'

let p: PortailDuMonde
beforeAll(async () => {
  p = await portailDuMonde()
  await p.pool.query(`delete from horaire_support`)
  await p.pool.query(`insert into horaire_support (jour, debut, fin) select j, '00:00', '24:00' from generate_series(1, 7) j`)
})
afterAll(fermerFenetres)

test('TCH-02 POR-11 le bureau au clavier : ouvrir, prendre, répondre sans chercher le focus ; la file qui bouge ne le prend pas', async () => {
  const ouvrir = async (qui: 'daniel' | 'camille', texte: string) =>
    (await p.demander('/support/clavardage', { cookie: await p.session(qui), champs: { texte } })).headers.get('location')!
  const { page, contexte, erreurs } = await fenetre({ url: p.url, cookie: await p.session('agent') })
  // Nobody: said; somebody: the page says so by itself, even when they came before its stream was open, and after it had looked once.
  let laisser = () => {}
  const retenu = new Promise<void>((r) => (laisser = r))
  await page.route(/bureau\/flux/, async (route) => {
    await retenu
    await route.continue()
  })
  const relue = page.waitForResponse((r) => new URL(r.url()).pathname === '/support/bureau' && r.request().resourceType() === 'fetch')
  await page.goto('/support/bureau')
  await page.getByText('Cette page se met à jour d’elle-même').waitFor()
  await relue
  const sienne = await ouvrir('daniel', 'Ma facture est rejetée')
  laisser()
  await page.getByText('Choisissez une conversation, ou prenez la suivante').waitFor()
  const focus = () => page.evaluate(() => document.activeElement!.textContent!.trim() || document.activeElement!.id)
  // One stands in the queue when somebody else comes to it.
  await page.getByRole('link', { name: /Daniel Poitier/ }).focus()
  await ouvrir('camille', 'Une autre question')
  await page.getByRole('link', { name: /Camille/ }).waitFor()
  expect(await focus()).toMatch(/^Daniel Poitier/)
  await page.keyboard.press('Enter')
  await page.waitForURL(/bureau\/./)
  await expect.poll(focus).toBe('Prendre')
  await page.keyboard.press('Enter')
  // The stream says so before the answer does: whichever brings the page back, one writes.
  await expect.poll(focus).toBe('texte')
  expect(await page.getByText('Actualiser').isVisible()).toBe(false)
  const autre = await fenetre({ url: p.url, cookie: await p.session('daniel') })
  await autre.page.goto(sienne)
  // The other's stream may still be on its way: one goes on writing.
  await expect
    .poll(
      async () => {
        await page.keyboard.type('Bonjour ')
        return autre.page.locator('.typing').textContent()
      },
      { interval: 500 },
    )
    .toMatch(/écrit/)
  // The first letter on a page that has just come is told too.
  const dite = autre.page.waitForRequest((r) => r.postData()?.includes('"ecrit":true') ?? false)
  await autre.page.goto(sienne)
  await autre.page.locator('#texte').press('M')
  await dite
  await autre.page.locator('#texte').fill('')
  await page.keyboard.press('Enter')
  await autre.page.locator('.said', { hasText: 'Bonjour' }).waitFor()
  expect([await focus(), await page.inputValue('#texte')]).toEqual(['texte', ''])
  expect([...erreurs, ...autre.erreurs]).toEqual([])
  await contexte.close()
  await autre.contexte.close()
})
