import { afterAll, expect, test } from 'vitest'
import { sql } from 'kysely'
import { createJobs, GiveUp } from '#platform/jobs.ts'
import { baseDEssai } from '#tests/base.ts'

const { pool, db } = await baseDEssai()
await pool.query('create table fait (n int, comment text)')
const dit: string[] = []
const jobs = await createJobs(pool, { error: (_, m) => void dit.push(m), warn: (_, m) => void dit.push(m) }, 0.5)
jobs.handle<{ n: number }>(
  'essai',
  async ({ n }) => {
    if (n === 13) throw new GiveUp('jamais')
    await sql`insert into fait values (${n}, 'seul')`.execute(db)
  },
  async (tx, ensemble) => {
    for (const { n } of ensemble) if (n !== 7) await sql`insert into fait values (${n}, 'ensemble')`.execute(tx)
    if (ensemble.some(({ n }) => n === 13)) throw new Error('treize')
    return ensemble.filter(({ n }) => n === 7)
  },
)
await jobs.prepare()
await jobs.start()
afterAll(() => jobs.stop())

const faits = async () =>
  (await pool.query<{ n: number; comment: string }>('select n, comment from fait order by n')).rows.map((l) => `${l.n} ${l.comment}`)
const envoyer = (...ns: number[]) =>
  db.transaction().execute((tx) =>
    jobs.sendMany(
      tx,
      'essai',
      ns.map((n) => ({ n })),
    ),
  )

test('CPT-08 R1 ce qui n’écrit que dans la base se fait pour plusieurs là où on le remet ; le reste va à sa file', async () => {
  await envoyer(1, 2, 7)
  await expect.poll(faits).toEqual(['1 ensemble', '2 ensemble', '7 seul'])
})

test('CPT-08 R1 un travail qui échoue au milieu d’autres n’en retient aucun, et rien n’est fait deux fois', async () => {
  await pool.query('truncate fait')
  await envoyer(3, 13, 4)
  await expect.poll(faits).toEqual(['3 seul', '4 seul'])
  expect(dit).toContain('jobs failed together, left to their queue')
  await expect.poll(async () => (await pool.query(`select from pgboss.job where name = 'rebut' and data->>'n' = '13'`)).rowCount).toBe(1)
  expect((await pool.query('select from depart')).rowCount).toBe(0)
})
