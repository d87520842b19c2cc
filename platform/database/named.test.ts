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

test('INT-06 d’une instruction aux nombreuses variantes, une connexion garde les douze dernières servies, et prépare de nouveau celles qu’elle a oubliées', async () => {
  const pool = openPool(url, { max: 1, named: true })
  const ask = async (n: number) => expect((await pool.query(`/* @essai~ */ select $1::int + ${n} as n`, [1])).rows).toEqual([{ n: n + 1 }])
  const kept = async () =>
    (
      await pool.query<{ n: number }>(
        `select split_part(statement, ' + ', 2)::text as n from pg_prepared_statements where name like 'essai-%'`,
      )
    ).rows
      .map((r) => Number.parseInt(String(r.n), 10))
      .toSorted((a, b) => a - b)
  for (let n = 1; n <= 12; n++) await ask(n)
  await ask(1)
  for (let n = 13; n <= 20; n++) await ask(n)
  expect(await kept()).toEqual([1, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20])
  await ask(2)
  expect(await kept()).toEqual([1, 2, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20])
  await pool.end()
})
