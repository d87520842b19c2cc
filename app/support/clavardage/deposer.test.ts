import { randomUUID } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import { PAR_DIX_SECONDES } from '#app/support/clavardage/champs.ts'
import { deposer } from '#app/support/clavardage/deposer.ts'
import { creerMonde } from '#app/demonstration/monde.ts'
import { openDatabase, openPool } from '#platform/database/open.ts'
import { baseDEssai } from '#tests/base.ts'

const { pool, url } = await baseDEssai()
const monde = await creerMonde(pool)
// Each has its own pool and its own queue, as two processes do.
const bassins = [openPool(url, { max: 4, pipeline: true, named: true }), openPool(url, { max: 4, pipeline: true, named: true })]
const [un, deux] = bassins.map(openDatabase) as [ReturnType<typeof openDatabase>, ReturnType<typeof openDatabase>]
afterAll(() => Promise.all(bassins.map((b) => b.end())))

const N = 60
await pool.query(
  `insert into utilisateur (id, adresse_electronique, adresse_verifiee, prenom, nom, nom_complet) select ('00000002-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'personne.' || n || '@exemple.fr', true, 'Camille', 'Dubreuil', 'Camille Dubreuil' from generate_series(1, ${N}) n`,
)
const { rows } = await pool.query<{ id: string; utilisateur: string }>(
  `insert into conversation (cle, utilisateur, etat, agent, prise_le) select gen_random_uuid(), ('00000002-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'en-cours', $1, maintenant() from generate_series(1, ${N}) n returning id, utilisateur`,
  [monde.agent],
)
const message = (n: number, plus: object = {}) => ({
  id: rows[n]!.id,
  utilisateur: rows[n]!.utilisateur,
  jeton: null,
  cle: randomUUID() as string,
  texte: 'Bonjour',
  ...plus,
})
const rangs = async (n: number) =>
  (
    await pool.query<{ rang: number }>('select rang from conversation_message where conversation = $1 order by rang', [rows[n]!.id])
  ).rows.map((r) => r.rang)
const suite = (n: number) => Array.from({ length: n }, (_, i) => i + 1)

test('T08 TCH-01 dans un lot chaque message a son issue : ce qui est interdit, ou que la base refuse, ne fait pas tomber les autres', async () => {
  await pool.query(`update conversation set etat = 'terminee', terminee_le = maintenant(), fin = 'silence' where id = $1`, [rows[3]!.id])
  const fautes: Record<number, object> = {
    1: { utilisateur: monde.daniel },
    2: { id: randomUUID() },
    4: { texte: '' },
    5: { utilisateur: null, jeton: Buffer.from('deviné') },
  }
  const issues = await Promise.allSettled(suite(20).map((_, n) => deposer(un, message(n, fautes[n]))))
  expect(issues.map((i) => (i.status === 'rejected' ? (i.reason as { constraint: string }).constraint : (i.value?.rang ?? null)))).toEqual([
    1,
    null,
    null,
    null,
    'conversation_message_texte',
    null,
    ...suite(14).map(() => 1),
  ])
  expect(await rangs(4)).toEqual([])
  const {
    rows: [c],
  } = await pool.query('select dernier from conversation where id = $1', [rows[4]!.id])
  expect(c.dernier).toBe(0)
})

test('T08 TCH-01 la même clé dans un lot ou dans deux processus : un message ; deux processus qui écrivent partout : des rangs sans trou, aucun interblocage', async () => {
  const ici = message(20)
  expect((await Promise.all([deposer(un, ici), deposer(un, ici), deposer(un, ici)])).filter(Boolean)).toHaveLength(1)
  for (let tour = 0; tour < 8; tour++) {
    const memes = suite(30).map((_, i) => message(20 + i))
    // The one in an order, the other in the other.
    const faits = await Promise.all([...memes.map((m) => deposer(un, m)), ...memes.toReversed().map((m) => deposer(deux, m))])
    expect(faits.filter(Boolean)).toHaveLength(30)
  }
  expect(await rangs(20)).toEqual(suite(9))
  for (const n of [21, 35, 49]) expect(await rangs(n)).toEqual(suite(8))
  await Promise.all(suite(5).flatMap(() => suite(10).flatMap((_, i) => [deposer(un, message(50 + i)), deposer(deux, message(50 + i))])))
  for (const n of [50, 55, 59]) expect(await rangs(n)).toEqual(suite(10))
})

test('T08 TCH-01 le pas vaut dans les lots aussi : au plus vingt en dix secondes, et le reste n’est pas écrit', async () => {
  const faits = await Promise.all(suite(30).flatMap(() => [6, 7].map((n) => deposer(un, message(n)))))
  expect([faits.filter(Boolean).length, (await rangs(6)).length, (await rangs(7)).length]).toEqual([
    2 * PAR_DIX_SECONDES - 2,
    PAR_DIX_SECONDES,
    PAR_DIX_SECONDES,
  ])
})

test('T08 TCH-01 deux processus qui attendent le même verrou : une clé est un message, et le pas ne laisse rien passer de trop', async () => {
  const tenir = async (n: number, faire: () => Promise<unknown>[]) => {
    const client = await pool.connect()
    await client.query('begin')
    await client.query('select from conversation where id = $1 for update', [rows[n]!.id])
    const faits = faire()
    await expect
      .poll(
        async () =>
          (
            await pool.query(
              `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
            )
          ).rows[0].n,
      )
      .toBe(faits.length)
    await client.query('commit')
    client.release()
    return (await Promise.all(faits)).filter(Boolean).length
  }
  const meme = message(13)
  expect(await tenir(13, () => [deposer(un, meme), deposer(deux, meme)])).toBe(1)
  for (let i = 2; i < PAR_DIX_SECONDES; i++) await deposer(un, message(14))
  expect(await tenir(14, () => [deposer(un, message(14)), deposer(deux, message(14))])).toBe(1)
  expect(await rangs(14)).toEqual(suite(PAR_DIX_SECONDES))
})

test('T09 TCH-01 une conversation que l’on clôt pendant que le lot attend : rien n’y entre, les autres messages passent', async () => {
  const client = await pool.connect()
  await client.query('begin')
  await client.query(`update conversation set etat = 'terminee', terminee_le = maintenant(), fin = 'utilisateur' where id = $1`, [
    rows[10]!.id,
  ])
  const lot = Promise.all([10, 11, 12].map((n) => deposer(un, message(n))))
  await expect
    .poll(
      async () =>
        (
          await pool.query(
            `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
          )
        ).rows[0].n,
    )
    .toBe(1)
  await client.query('commit')
  client.release()
  expect((await lot).map((f) => f?.rang ?? null)).toEqual([null, 2, 2])
})
