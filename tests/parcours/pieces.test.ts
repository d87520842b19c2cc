import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, test } from 'vitest'
import { deposerLesPieces } from '#app/demonstration/pieces.ts'
import { AVEC_IMAGES, image } from '#tests/images.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { fenetre } from '#tests/navigateur.ts'

test.runIf(AVEC_IMAGES)('POR-05 les images des fiches des pièces-jointes', async () => {
  const DATA_DIR = mkdtempSync(join(tmpdir(), 'choral-pieces-'))
  afterAll(() => rmSync(DATA_DIR, { recursive: true, force: true }))
  const p = await portailDuMonde({ DATA_DIR })
  await deposerLesPieces(p.pool, p.settings, p.monde)
  const { page } = await fenetre({ url: p.url, cookie: await p.session('daniel') })
  const liste = `/organisation/structures/${p.monde.menuiserie}/pieces-jointes`
  await page.goto(`/organisation/pieces-jointes/creer?structure=${p.monde.menuiserie}`)
  const fichier = (name: string, contenu: string) => ({ name, buffer: Buffer.from(contenu), mimeType: 'application/pdf' })
  await page
    .locator('input[type=file]')
    .setInputFiles([fichier('Extrait Kbis.pdf', `%PDF-1.7${' '.repeat(84_000)}`), fichier('Programme.pdf', 'MZ\0\0')])
  await page.getByText('n’est pas d’un format accepté').first().waitFor()
  await page
    .getByText(/Envoyé/)
    .first()
    .waitFor()
  await page.getByLabel('Désignation').fill('Extrait Kbis de mars 2026')
  await image(page, 'pieces-creer')
  await page.goto(liste)
  await image(page, 'pieces-liste')
  await page
    .getByRole('link', { name: /^Supprimer/ })
    .first()
    .click()
  await page.getByRole('button', { name: 'Supprimer' }).waitFor()
  await image(page, 'pieces-supprimer')
})
