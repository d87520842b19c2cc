import { expect, test } from 'vitest'
import { portail } from '#tests/portail.ts'
import { fenetre } from '#tests/navigateur.ts'

const p = await portail()

test('POR-06 POR-11 un titre d’un seul mot très long passe à la ligne : la page ne déborde pas', async () => {
  const { page, contexte, erreurs } = await fenetre({ url: p.url, largeur: 390 })
  await page.goto(`/recherche?recherche=${'w'.repeat(150)}`)
  expect([await page.evaluate(() => document.documentElement.scrollWidth), erreurs]).toEqual([390, []])
  await contexte.close()
})
