import { expect, test } from 'vitest'
import { fenetre, verifierAccessibilite } from '#tests/navigateur.ts'
import { creerUtilisateur } from '#tests/acteurs.ts'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde()
const { menuiserie } = p.monde
const LISTE = `/organisation/utilisateurs/liste?structure=${menuiserie}`
const {
  rows: [sv],
} = await p.pool.query<{ id: string }>(`select id from service where structure = $1 and code = 'COMPTA'`, [menuiserie])
for (let i = 0; i < 45; i++) {
  const { id } = await creerUtilisateur(p.pool, {
    prenom: ['Camille', 'Noé', 'Lina', 'Sacha'][i % 4]!,
    nom: ['Marchand', 'Lefèvre', 'Bernard', 'Garnier', 'Roux'][i % 5]! + (i > 19 ? `-${i}` : ''),
  })
  await p.pool.query(
    `insert into rattachement (utilisateur, structure, service, periode, tri) select id, $2, $3, tstzrange(maintenant() - interval '40 days', null), plier(nom || ' ' || prenom) from utilisateur where id = $1`,
    [id, menuiserie, i % 3 ? null : sv!.id],
  )
}
const cookie = await p.session('daniel')

test('UTI-05 avec script : la liste suit la saisie, une sélection mène à sa vérification puis à ses issues', async () => {
  const { page, erreurs } = await fenetre({ url: p.url, cookie })
  await page.goto(LISTE)
  await page.getByLabel('Nom, prénom ou adresse électronique').fill('garnier')
  await page.waitForURL(/recherche=garnier/)
  await expect.poll(() => page.getByRole('row').count()).toBe(10)
  await verifierAccessibilite(page)
  await page.getByRole('row').nth(1).getByRole('checkbox').check()
  await expect.poll(() => page.locator('.bulk').isVisible()).toBe(true)
  await page.getByRole('button', { name: 'Détacher la sélection…' }).click()
  await page.getByLabel('Commentaire').fill('Fin de mission')
  await verifierAccessibilite(page)
  await page.getByRole('button', { name: /^Détacher 1 personne/ }).click()
  await page.getByText('1 personne détachée.').waitFor()
  await verifierAccessibilite(page)
  expect(erreurs).toEqual([])
})

test('UTI-05 POR-15 sans script, à 390 px : filtrer, enregistrer la vue, la rouvrir, afficher une personne', async () => {
  const { page } = await fenetre({ url: p.url, cookie, sansScript: true, largeur: 390 })
  await page.goto(LISTE)
  // The results come first: filters are behind one line, which tells how many hold.
  expect(await page.getByLabel('Maille').isVisible()).toBe(false)
  await page.locator('.filters-fold > summary').click()
  await page.getByLabel('Maille').selectOption('service')
  await page.getByRole('button', { name: 'Filtrer' }).click()
  expect(page.url()).toContain('maille=service')
  expect(await page.locator('.filters-fold > summary').textContent()).toContain('Filtrer (1)')
  await page.setViewportSize({ width: 1280, height: 900 })
  expect(await page.getByLabel('Maille').isVisible()).toBe(true)
  await page.setViewportSize({ width: 390, height: 900 })
  await page.getByText('Enregistrer cette vue').click()
  await page.getByLabel('Nom de la vue').fill('Au service seulement')
  await page.getByRole('button', { name: 'Enregistrer', exact: true }).click()
  await page.goto(LISTE)
  await page.getByRole('link', { name: 'Au service seulement' }).click()
  expect(page.url()).toContain('maille=service')
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(true)
  await page.getByRole('rowheader').first().getByRole('link').click()
  await page.getByRole('heading', { level: 2, name: 'Rattachements' }).waitFor()
  // The longest of dates stays within its card.
  await p.pool.query(`update rattachement set periode = tstzrange('2025-09-28', null) where utilisateur = $1`, [p.monde.heloise])
  await page.goto(`/organisation/utilisateurs/personnes/${p.monde.heloise}?structure=${menuiserie}`)
  await page.getByText('28 septembre 2025').waitFor()
  expect(
    await page.locator('.card').evaluateAll((cartes) => cartes.filter((x) => x.scrollWidth > x.clientWidth).map((x) => x.textContent)),
  ).toEqual([])
})

test('UTI-05 dans une fenêtre de 1280, toutes les colonnes tiennent, si longs que soient les noms et les adresses', async () => {
  const { id } = await creerUtilisateur(p.pool, {
    prenom: 'Anne-Charlotte',
    nom: 'de La Rochefoucauld-Montmorency',
    adresse: 'anne-charlotte.de-la-rochefoucauld@services-techniques.haute-vallee.exemple.fr',
  })
  await p.pool.query(
    `insert into rattachement (utilisateur, structure, periode, tri) select id, $2, tstzrange(maintenant() - interval '40 days', null), plier(nom || ' ' || prenom) from utilisateur where id = $1`,
    [id, menuiserie],
  )
  await p.pool.query(
    `update structure set libelle = 'Syndicat intercommunal pour l’assainissement de la haute vallée et de ses affluents' where id = $1`,
    [menuiserie],
  )
  const { page } = await fenetre({ url: p.url, cookie })
  await page.goto('/organisation/utilisateurs/liste?recherche=rochefoucauld')
  await page.getByText('anne-charlotte.de-la-rochefoucauld@services-techniques.haute-vallee.exemple.fr').waitFor()
  expect(await page.locator('.table-wrap').evaluate((x) => x.scrollWidth - x.clientWidth)).toBe(0)
})
