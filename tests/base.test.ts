import { expect, test } from 'vitest'
import { baseDEssai, decalerHorloge } from '#tests/base.ts'

const { pool } = await baseDEssai()

test('PLUS-06 le journal ne se modifie ni ne s’efface', async () => {
  await pool.query(`select journaliser('00000000-0000-7000-8000-000000000001', null, 'essai', null, '{"a":1}')`)
  for (const sql of [`update journal set evenement = 'autre'`, 'delete from journal', 'truncate journal'])
    await expect(pool.query(sql)).rejects.toThrow(/append-only/)
})

test('PLUS-01 l’horloge du domaine se déplace dans une base d’essai', async () => {
  await decalerHorloge(pool, '2 hours')
  const { rows } = await pool.query<{ ecart: number }>(`select extract(epoch from maintenant() - clock_timestamp())::float8 as ecart`)
  expect(Math.round(rows[0]!.ecart)).toBe(7200)
})

test('TIC-02 PJ-01 ce qui s’écrit en une fois garde son ordre : les identifiants se suivent', async () => {
  const { rows } = await pool.query(
    `select count(*)::int as n, count(distinct x)::int as differents, bool_and(x > precedent) as ordonnes, min(get_byte(uuid_send(x), 6) >> 4) as version
      from (select x, coalesce(lag(x) over (order by i), '00000000-0000-0000-0000-000000000000') as precedent
        from (select i, nouvel_id() as x from generate_series(1, 5000) i offset 0) t) u`,
  )
  expect(rows[0]).toEqual({ n: 5000, differents: 5000, ordonnes: true, version: 7 })
})
