import { afterAll, beforeAll, expect, test } from 'vitest'
import { portailDuMonde, type PortailDuMonde } from '#tests/monde.ts'
import { fenetre, fermerFenetres, verifierAccessibilite } from '#tests/navigateur.ts'

let p: PortailDuMonde
beforeAll(async () => void (p = await portailDuMonde()))
afterAll(fermerFenetres)

test('POR-09 « Une question ? » ouvre l’assistant dans un panneau, au clavier ; Échap rend le focus', async () => {
  const { page, contexte, erreurs } = await fenetre({ url: p.url, largeur: 390 })
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
  await contexte.close()
})

test('POR-09 sur un téléphone le panneau couvre la page : rien d’elle ne s’atteint, un lien suivi le referme ; élargie, elle redevient accessible à côté', async () => {
  const { page, contexte, erreurs } = await fenetre({ url: p.url, largeur: 390 })
  const panneau = page.getByRole('dialog', { name: 'Assistant de Choral' })
  const atteints = async () => {
    const noms = new Set<string>()
    for (let i = 0; i < 30; i++) {
      await page.keyboard.press('Tab')
      noms.add(
        await page.evaluate(() =>
          document.activeElement === document.body ? 'navigateur' : document.activeElement!.closest('.assistant') ? 'panneau' : 'page',
        ),
      )
    }
    return [...noms].toSorted()
  }
  const couvre = () => panneau.evaluate((zone) => zone.matches(':modal'))
  await page.goto('/annuaire')
  await page.getByRole('link', { name: 'Une question ?' }).click()
  await panneau.getByLabel('Votre question').waitFor()
  expect([await atteints(), await couvre()]).toEqual([['navigateur', 'panneau'], true])
  // A telephone turned, or a page zoomed out: beside the page, which is reached again.
  await page.setViewportSize({ width: 1280, height: 900 })
  await expect.poll(couvre).toBe(false)
  expect(await atteints()).toContain('page')
  await page.setViewportSize({ width: 390, height: 844 })
  await expect.poll(couvre).toBe(true)
  // Reloaded, it is open still, and still what one types in.
  await page.reload()
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('question')
  await panneau.getByRole('link', { name: 'Échanger en ligne' }).click()
  await page.getByRole('heading', { level: 1, name: 'Échanger en ligne avec un agent' }).waitFor()
  expect(await panneau.count()).toBe(0)
  expect(erreurs).toEqual([])
  await contexte.close()
})

test('ASS-01 POR-09 la page de l’assistant sur un téléphone : Entrée envoie, Maj-Entrée va à la ligne, aucun second assistant, les suites s’alignent', async () => {
  const { page, contexte, erreurs } = await fenetre({ url: p.url, largeur: 390 })
  await page.goto('/assistant')
  expect(await page.locator('.ask').isVisible()).toBe(false)
  const [texte, lien, bouton] = await Promise.all(
    [
      page.getByText('Une personne plutôt'),
      page.getByRole('link', { name: 'Échanger en ligne' }),
      page.getByRole('button', { name: 'Créer un ticket' }),
    ].map(async (l) => (await l.boundingBox())!),
  )
  expect([lien!.x, Math.abs(lien!.y + lien!.height / 2 - bouton!.y - bouton!.height / 2)]).toEqual([
    texte!.x,
    expect.toSatisfy((ecart: number) => ecart <= 2),
  ])
  await page.fill('#question', 'comment inviter')
  await page.keyboard.press('Shift+Enter')
  await page.keyboard.type('une comptable ?')
  expect([await page.inputValue('#question'), await page.locator('li.mine').count()]).toEqual(['comment inviter\nune comptable ?', 0])
  await page.keyboard.press('Enter')
  await page.locator('li.mine').waitFor()
  await expect.poll(() => page.inputValue('#question')).toBe('')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('question')
  expect(erreurs).toEqual([])
  await contexte.close()
})

test('ASS-02 POR-09 où en est RITM…, pourquoi cette tuile est grise ; la conversation du panneau survit à un rechargement, à une autre page, et se continue sans script', async () => {
  const cookie = await p.session('camille')
  const { numero } = (await (
    await p.demander('/api/v1/demandes/rattachement.demander', {
      cookie,
      json: { typeIdentifiant: 'SIRET', identifiant: '12345678200010', commentaire: 'Pour la comptabilité.' },
    })
  ).json()) as { numero: string }
  const { page, contexte, erreurs } = await fenetre({ url: p.url, cookie })
  const panneau = page.getByRole('dialog', { name: 'Assistant de Choral' })
  const fil = panneau.getByRole('log')
  const demander = async (question: string) => {
    await panneau.getByLabel('Votre question').fill(question)
    await page.keyboard.press('Enter')
  }
  await page.goto('/organisation/structures')
  await page.getByRole('link', { name: 'Une question ?' }).click()
  await demander(`où en est ${numero} ?`)
  await fil.getByText(`Demande ${numero}, pour`).waitFor()
  expect(await fil.textContent()).toMatch(/en attente d’une décision/)
  await page.reload()
  await fil.getByText(`Demande ${numero}, pour`).waitFor()
  // Several tiles are closed here: it asks which; the answer is kept as if it had been typed.
  await demander('pourquoi cette tuile est grise ?')
  await fil.getByRole('button', { name: 'Transférer le gestionnaire principal' }).click()
  await fil.getByText('Pourquoi « Transférer le gestionnaire principal » est grise ?').waitFor()
  await verifierAccessibilite(page)
  // On another page it is still there; and the page one stands on says which tile.
  await page.getByRole('link', { name: 'Organisation', exact: true }).first().click()
  await page.getByRole('heading', { level: 1, name: 'Organisation', exact: true }).waitFor()
  await fil.getByText(`Demande ${numero}, pour`).waitFor()
  await page.goto('/applications/transferer-le-gestionnaire-principal')
  await fil.getByText(`Demande ${numero}, pour`).waitFor()
  const dits = await fil.locator('li:not(.mine) .said').count()
  await demander('pourquoi cette tuile est grise ?')
  await expect.poll(() => fil.locator('li:not(.mine) .said').count()).toBe(dits + 1)
  expect(await fil.locator('li:not(.mine) .said').last().textContent()).toMatch(/rattach/i)
  expect(erreurs).toEqual([])
  await contexte.close()
  // Without a script: a page of its own, with the same conversation, that knows where one came from.
  const sans = await fenetre({ url: p.url, cookie: await p.session('camille'), sansScript: true, largeur: 390 })
  await sans.page.goto('/applications/transferer-le-gestionnaire-principal')
  await sans.page.getByRole('link', { name: 'Une question ?' }).click()
  await sans.page.getByText(`Demande ${numero}, pour`).waitFor()
  for (let fois = 1; fois <= 2; fois++) {
    await sans.page.getByLabel('Votre question').fill('pourquoi cette tuile est grise ?')
    await sans.page.getByRole('button', { name: 'Envoyer la question' }).click()
    await expect.poll(() => sans.page.locator('.chat li.mine').count()).toBe(4 + fois)
    expect(await sans.page.locator('.chat li:not(.mine) .said').last().textContent()).toMatch(/rattach/i)
  }
  await sans.contexte.close()
})
