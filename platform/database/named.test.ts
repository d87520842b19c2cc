import { expect, test } from 'vitest'
import { openPool } from '#platform/database/open.ts'
import { baseDEssai } from '#tests/base.ts'

const { url } = await baseDEssai()
const prepared = async (named: boolean) => {
  const pool = openPool(url, { max: 1, named })
  for (const n of [1, 2]) expect((await pool.query('/* @essai */ select $1::int + 1 as n', [n])).rows).toEqual([{ n: n + 1 }])
  await pool.query('/* @essai */ select $1::int + 2 as n', [1])
  await pool.query('select $1::int as sans_marque', [1])
  const { rows } = await pool.query<{ name: string; statement: string }>('select name, statement from pg_prepared_statements order by name')
  await pool.end()
  return rows.map((r) => r.statement)
}

test('INT-06 une instruction marquée est préparée une fois par connexion, ses variantes à part ; jamais derrière un répartiteur', async () => {
  expect((await prepared(true)).toSorted()).toEqual(['/* @essai */ select $1::int + 1 as n', '/* @essai */ select $1::int + 2 as n'])
  expect(await prepared(false)).toEqual([])
})
