import { expect, test } from 'vitest'
import { portailDuMonde } from '#tests/monde.ts'
import { fenetre, verifierAccessibilite } from '#tests/navigateur.ts'

const p = await portailDuMonde()
const { monde } = p
async function demander(application: string): Promise<string> {
  const r = await p.demander('/api/v1/demandes/habilitation.demander', {
    cookie: await p.session('heloise'),
    json: { structure: monde.menuiserie, profil: `${application}.modification`, renoncer: true },
  })
  return ((await r.json()) as { numero: string }).numero
}
const motifDe = async (numero: string) =>
  (
    await p.pool.query<{ motif: string }>(
      `select a.etat || ' ' || a.motif as motif from approbation a join demande d on d.id = a.demande where numero = $1`,
      [numero],
    )
  ).rows[0]?.motif

test('APP-03 refuser demande le motif dans un dialogue, puis ramène à la liste ; sans script, dans sa page', async () => {
  const [un, deux, trois] = [await demander('marches'), await demander('engagements'), await demander('raccordements')]
  const f = await fenetre({ url: p.url, cookie: await p.session('daniel') })
  await f.page.goto(`/approbations/${un}`)
  await verifierAccessibilite(f.page)
  await f.page.getByRole('link', { name: 'Refuser…' }).click()
  await f.page.locator('dialog#refuser #motif').fill('Vous en aurez besoin.')
  await f.page.getByRole('button', { name: 'Refuser la demande' }).click()
  await f.page.waitForURL((u) => u.pathname === '/approbations')
  expect(await f.page.getByRole('status').first().textContent()).toContain(`La demande ${un} est refusée`)
  await verifierAccessibilite(f.page)
  // Two ticked lines, one outcome each.
  const tous = f.page.getByRole('button', { name: /^Sélectionner les 2.à décider$/ })
  const vus: boolean[] = []
  for (const numero of [deux, trois]) {
    await f.page.getByLabel(`Sélectionner ${numero}`).check()
    vus.push(await tous.isVisible())
  }
  // Nothing is left to add: it is offered no more.
  expect(vus).toEqual([true, false])
  expect(await f.page.locator('.bulk strong').textContent()).toBe('2 lignes sélectionnées')
  await f.page.getByRole('button', { name: 'Refuser…' }).click()
  await f.page.waitForURL(/\/approbations\/lots\//)
  await verifierAccessibilite(f.page)
  expect(f.erreurs).toEqual([])
  await f.contexte.close()
  const sans = await fenetre({ url: p.url, cookie: await p.session('daniel'), sansScript: true, largeur: 390 })
  await sans.page.goto(`/approbations/${deux}`)
  await sans.page.getByRole('link', { name: 'Refuser…' }).click()
  await sans.page.locator('#motif').fill('Sans script.')
  await sans.page.getByRole('button', { name: 'Refuser la demande' }).click()
  expect(new URL(sans.page.url()).pathname).toBe('/approbations')
  await sans.contexte.close()
  expect([await motifDe(un), await motifDe(deux)]).toEqual(['refusee Vous en aurez besoin.', 'refusee Sans script.'])
})
