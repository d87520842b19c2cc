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
