import { expect, test } from 'vitest'
import { lireCellules, lireEntetes } from '#app/organisation/imports/colonnes.ts'
import type { Cell } from '#platform/tables/types.ts'

const texte = (text: string, kind: Cell['kind'] = 'text'): Cell => ({ text, kind })
/** What the database keeps nowhere. */
const MAUVAIS = ['a\0b', 'a\uD800b', '\uDC00']

test('UTI-06 un titre de colonne, une cellule en erreur : ce qui en est redit se garde toujours', () => {
  const lue = lireEntetes({ number: 1, cells: [texte('Code'), ...MAUVAIS.map((t) => texte(t))] }, { code: ['code'] }, ['code'])
  expect(lue).toEqual({ ou: new Map([[0, 'code']]), ignorees: ['a b', 'a b', ''] })
  for (const mauvais of MAUVAIS) {
    const { fautes } = lireCellules({ number: 2, cells: [texte(mauvais, 'error')] }, new Map([[0, 'code']]), 100)
    expect(fautes).toHaveLength(1)
    expect([fautes[0]!.includes('\0'), fautes[0]!.isWellFormed()]).toEqual([false, true])
  }
})
