import { expect, test } from 'vitest'
import { portailDuMonde } from '#tests/monde.ts'
import { fenetre, verifierAccessibilite } from '#tests/navigateur.ts'

const p = await portailDuMonde()

test('TIC-02 TIC-05 TIC-08 sans script : Daniel écrit à la mairie, Nadia prend et demande, il répond, elle résout, il accepte', async () => {
  const daniel = await fenetre({ url: p.url, cookie: await p.session('daniel'), sansScript: true })
  const nadia = await fenetre({ url: p.url, cookie: await p.session('nadia'), sansScript: true })
  const { page } = daniel
  await page.goto('/support')
  await page.getByRole('link', { name: 'Créer un ticket' }).click()
  await page.getByRole('link', { name: /^Factures émises/ }).click()
  await page.selectOption('[name=sousCategorie]', 'facture-question')
  await page.fill('textarea[name=description]', 'Numéro d’engagement inconnu.\nMerci.')
  await page.getByRole('button', { name: 'Soumettre' }).click()
  expect(await page.getByText('Donnez un titre').count()).toBe(2)
  // Nothing typed is lost.
  expect(await page.inputValue('textarea[name=description]')).toContain('Merci.')
  await page.fill('[name=titre]', 'Engagement refusé au dépôt')
  await page.selectOption('[name=typeObjet]', 'FACTURE')
  await page.fill('[name=numeroObjet]', 'F-2026-131')
  await page.fill('[name=destinataire]', '216 902 668 00013')
  await page.selectOption('[name=structure]', p.monde.menuiserie)
  await page.getByRole('button', { name: 'Soumettre' }).click()
  await page.getByRole('heading', { name: 'Engagement refusé au dépôt', level: 1 }).waitFor()
  // Printed, a ticket is what was said, without the form to answer it.
  await page.emulateMedia({ media: 'print' })
  expect([await page.locator('main textarea').count(), await page.locator('main textarea').isVisible()]).toEqual([1, false])
  await page.emulateMedia({ media: 'screen' })
  const adresse = new URL(page.url()).pathname
  const dire = async (qui: typeof daniel, bouton: string, texte?: string) => {
    await qui.page.goto(adresse)
    if (texte) await qui.page.fill('textarea[name=texte]', texte)
    await qui.page.getByRole('button', { name: bouton, exact: true }).click()
  }
  await nadia.page.goto('/support/tickets/recus')
  await nadia.page.locator(`a[href="${adresse}"]`).waitFor()
  await dire(nadia, 'Prendre le ticket')
  await dire(nadia, 'Demander une information', 'Quel numéro ?')
  await page.goto('/support/tickets')
  await page.getByText('À vous : donner les informations demandées').waitFor()
  await dire(daniel, 'Transmettre les informations', 'EJ-42')
  await dire(nadia, 'Répondre et résoudre', 'Corrigé.')
  await dire(daniel, 'Accepter la solution')
  expect(await page.getByText('Ce ticket est clôturé').count()).toBe(1)
  await Promise.all([daniel.contexte.close(), nadia.contexte.close()])
})

test('POR-11 TIC-04 TIC-06 TIC-07 tickets : accessibles à 1280 et 390, clairs et sombres, sans débordement à 320', async () => {
  const { rows } = await p.pool.query<{ numero: string }>('select numero from ticket limit 1')
  for (const [largeur, sombre, qui] of [
    [1280, false, 'daniel'],
    [390, true, 'nadia'],
  ] as const) {
    const { page, contexte, erreurs } = await fenetre({ url: p.url, cookie: await p.session(qui), largeur, sombre })
    for (const chemin of [
      '/support',
      '/support/tickets?onglet=clotures',
      '/support/tickets',
      '/support/tickets/recus?onglet=clotures',
      '/support/tickets/creer',
      '/support/tickets/creer?categorie=factures-emises',
      `/support/tickets/${rows[0]!.numero}`,
    ]) {
      await page.goto(chemin)
      await verifierAccessibilite(page)
    }
    await page.setViewportSize({ width: 320, height: 700 })
    for (const chemin of ['/support', '/support/tickets?onglet=clotures', `/support/tickets/${rows[0]!.numero}`]) {
      await page.goto(chemin)
      expect([chemin, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([chemin, 320])
    }
    expect(erreurs).toEqual([])
    await contexte.close()
  }
})
