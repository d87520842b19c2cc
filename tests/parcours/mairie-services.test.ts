import { readFileSync } from 'node:fs'
import { writeXlsx } from 'hucre'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { image } from '#tests/images.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { fenetre, verifierAccessibilite } from '#tests/navigateur.ts'
import { readTable } from '#platform/tables/read.ts'

const p = await portailDuMonde({}, { travaux: true })
const { mairie } = p.monde
const TITRES = ['Code', 'Nom', 'Adresse', 'Code postal', 'Ville', 'Fin de validité', 'Numéro d’engagement obligatoire']
const DIRECTIONS = [
  'Voirie',
  'Écoles',
  'Sports',
  'Culture',
  'Espaces verts',
  'Bâtiments',
  'Finances',
  'Ressources humaines',
  'État civil',
  'Restauration scolaire',
]
const bouton = (page: Page, nom: RegExp) => page.getByRole('main').getByRole('button', { name: nom })
const lu = async (page: Page) => (await page.getByRole('main').textContent())!.replaceAll(/[\u00a0\u202f]/g, ' ')

/** Three hundred services as a town hall writes them; three lines as people get them wrong. */
const trois = { 41: ['D4-SANS-NOM', ''], 122: ['D2-CP', 'Sports, site 12'], 233: ['D3-FIN', 'Culture, site 23'] } as Record<
  number,
  [string, string]
>
const lignes = Array.from({ length: 300 }, (_, i) => {
  const [code, nom] = trois[i] ?? [`D${i % 10}-${String(i).padStart(3, '0')}`, `${DIRECTIONS[i % 10]}, site ${Math.floor(i / 10) + 1}`]
  return [
    code,
    nom,
    `${i + 1} rue de la République`,
    i === 122 ? 'soixante-neuf' : '69100',
    'Villeurbanne',
    i === 233 ? '31/02/2030' : i % 7 ? '' : '31/12/2030',
    i % 2 ? 'oui' : 'non',
  ]
})
const fichier = async (l: string[][]) => ({
  name: 'services-de-la-mairie.xlsx',
  mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  buffer: Buffer.from(await writeXlsx({ sheets: [{ name: 'services', rows: [TITRES, ...l] }] })),
})

test('SER-03 une mairie importe ses 300 services : vérifiés, faits, les trois lignes fautives téléchargées, corrigées et redéposées', async () => {
  const { page, erreurs } = await fenetre({ url: p.url, cookie: await p.session('nadia') })
  const regarder = async (nom: string) => {
    await verifierAccessibilite(page)
    await image(page, nom)
  }
  const deposer = async (l: string[][]) => {
    await page.goto(`/organisation/services/importer?structure=${mairie}`)
    await page.getByLabel('Fichier').setInputFiles(await fichier(l))
    await page.getByLabel(/^Structure des lignes/).selectOption(mairie)
  }
  await deposer(lignes)
  await verifierAccessibilite(page)
  await bouton(page, /Vérifier le fichier/).click()
  await page.waitForURL(/importer\/[0-9a-f-]{36}/)
  expect(await lu(page)).toMatch(/300 lignes.*297.*à créer/s)
  await regarder('services-importer-verifier')
  const [recu] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /XLSX/ }).last().click()])
  const fautives: string[] = []
  for await (const r of readTable(readFileSync(await recu.path()), { bytes: 1e7, columns: 100 })) fautives.push(r.cells[2]?.text ?? '')
  expect(fautives).toContain('D4-SANS-NOM')
  await bouton(page, /^Importer/).click()
  await page.getByText(/297 services créés/).waitFor()
  await verifierAccessibilite(page)
  await page.getByRole('link', { name: 'Voir les services' }).click()
  await page.waitForURL(`**/organisation/structures/${mairie}/services**`)
  await verifierAccessibilite(page)
  await deposer(
    lignes
      .filter((_, i) => trois[i])
      .map(([code, nom, adresse, , ville, , engagement], i) => [
        code!,
        nom || 'Écoles, site 5',
        adresse!,
        '69100',
        ville!,
        i === 2 ? '28/02/2030' : '',
        engagement!,
      ]),
  )
  await bouton(page, /Vérifier le fichier/).click()
  await page.waitForURL(/importer\/[0-9a-f-]{36}/)
  await bouton(page, /^Importer/).click()
  await page.getByText(/3 services créés/).waitFor()
  expect((await p.pool.query(`select count(*)::int as n from service where structure = $1 and code like 'D%-%'`, [mairie])).rows[0].n).toBe(
    300,
  )
  expect(erreurs).toEqual([])
})
