import { expect, test } from 'vitest'
import { openPool } from '#platform/database/open.ts'
import { patiently } from '#platform/database/patience.ts'
import { baseDEssai } from '#tests/base.ts'

const { pool, url } = await baseDEssai()

test('INT-01 au démarrage, une base qui coupe la connexion ou répond trop tard est redemandée ; ce qu’elle refuse ne l’est pas', async () => {
  const prete = openPool(url, { max: 1, queryMs: 2000, connectMs: 60_000 })
  let essais = 0
  const reponse = await patiently(async () => {
    essais++
    if (essais === 1) await prete.query('select pg_terminate_backend(pg_backend_pid())')
    if (essais === 2) await prete.query('select pg_sleep(120)')
    return (await prete.query<{ un: number }>('select 1 as un')).rows
  })
  expect([reponse, essais]).toEqual([[{ un: 1 }], 3])
  let refus = 0
  await expect(
    patiently(async () => {
      refus++
      await pool.query('select * from rien_de_tel')
    }),
  ).rejects.toMatchObject({ code: '42P01' })
  expect(refus).toBe(1)
  await prete.end()
})

test('INT-01 au démarrage, une base qui ne répond pas du tout finit par être dite injoignable', async () => {
  const absente = openPool('postgres://choral@localhost/rien?host=/nulle/part', { max: 1 })
  let essais = 0
  const debut = performance.now()
  await expect(
    patiently(async () => {
      essais++
      await absente.query('select 1')
    }, 700),
  ).rejects.toMatchObject({ code: 'ENOENT' })
  expect(essais).toBeGreaterThan(1)
  expect(performance.now() - debut).toBeGreaterThan(700)
  await absente.end()
})
