import { expect, test } from 'vitest'
import { portailDuMonde } from '#tests/monde.ts'
import { fenetre, verifierAccessibilite } from '#tests/navigateur.ts'

const p = await portailDuMonde()

test('SER-02 créer puis désactiver un service, au large et à l’étroit, clair et sombre : axe ne trouve rien', async () => {
  const cookie = await p.session('daniel')
  const base = `/organisation/structures/${p.monde.menuiserie}/services`
  const { page, erreurs } = await fenetre({ url: p.url, cookie })
  await page.goto(`/organisation/services/creer?structure=${p.monde.menuiserie}`)
  await verifierAccessibilite(page)
  await page.getByLabel('Nom').fill('Atelier de Rezé')
  await page.getByRole('button', { name: /Vérifier|Continuer|Créer/ }).click()
  await page.locator('.error-summary').waitFor()
  await verifierAccessibilite(page)
  await page.getByLabel(/^Code/).first().fill('REZE')
  await page.getByRole('button', { name: /Vérifier|Continuer|Créer/ }).click()
  await page.getByRole('heading', { level: 1, name: /Vérifie/ }).waitFor()
  await verifierAccessibilite(page)
  await page.getByRole('button', { name: /Créer|Soumettre/ }).click()
  await page.waitForURL('**/demandes/RITM*')
  const { rows } = await p.pool.query<{ id: string }>(`select id from service where structure = $1 and code = 'REZE'`, [p.monde.menuiserie])
  const service = `${base}/${rows[0]!.id}`
  expect(await page.getByRole('link', { name: 'Voir le service' }).getAttribute('href')).toBe(service)
  const etroite = await fenetre({ url: p.url, cookie, largeur: 390, sombre: true })
  for (const chemin of [base, service, `${service}/modifier`]) {
    await etroite.page.goto(chemin)
    await verifierAccessibilite(etroite.page)
  }
  await etroite.page.goto(`${service}/desactiver`)
  await etroite.page.getByLabel(/^Pourquoi/).fill('Atelier fermé.')
  await etroite.page.getByRole('button', { name: /Vérifier|Continuer/ }).click()
  await etroite.page.getByRole('button', { name: /Désactiver/ }).click()
  await etroite.page.waitForURL('**/demandes/RITM*')
  await page.goto(service)
  await page
    .getByText(/RITM\d+/)
    .first()
    .waitFor()
  expect([...erreurs, ...etroite.erreurs].filter((e) => !e.includes('422'))).toEqual([])
})
