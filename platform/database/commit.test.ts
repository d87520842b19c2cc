import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { isCommitUnknown, isUnavailable } from '#platform/database/errors.ts'
import { openDatabase, openPool } from '#platform/database/open.ts'
import { baseDEssai } from '#tests/base.ts'

const { db, pool, url } = await baseDEssai()
await pool.query(`create table essai (n int); create function avertir() returns trigger language plpgsql as $$ begin raise warning 'no replica has it'; return null; end $$;
  create constraint trigger avertir after insert on essai deferrable initially deferred for each row execute function avertir()`)

test('R4 un COMMIT qui répond avec un avertissement n’est pas un succès ; la connexion ne sert plus', async () => {
  const erreur = await db
    .transaction()
    .execute((tx) => sql`insert into essai values (1)`.execute(tx))
    .catch((e: unknown) => e)
  expect(isCommitUnknown(erreur)).toBe(true)
  expect((await pool.query('select n from essai')).rows).toEqual([{ n: 1 }])
})

test('R4 une contrainte vérifiée à la fin reste un refus, pas un doute', async () => {
  await pool.query('create table unique_a_la_fin (n int unique deferrable initially deferred)')
  const erreur = await db
    .transaction()
    .execute((tx) => sql`insert into unique_a_la_fin values (1), (1)`.execute(tx))
    .catch((e: unknown) => e)
  expect(erreur).toMatchObject({ code: '23505' })
  expect(isCommitUnknown(erreur)).toBe(false)
})

test('R3 une instruction abandonnée ne fait pas attendre la suivante', async () => {
  const impatient = openPool(url, { max: 1, queryMs: 2000, connectMs: 60_000 })
  const erreur = await openDatabase(impatient)
    .transaction()
    .execute((tx) => sql`select pg_sleep(120)`.execute(tx))
    .catch((e: unknown) => e)
  expect(isUnavailable(erreur)).toBe(true)
  const debut = performance.now()
  expect((await impatient.query('select 1 as un')).rows).toEqual([{ un: 1 }])
  expect(performance.now() - debut).toBeLessThan(30_000)
  await impatient.end()
})

const pipeline = openPool(url, { max: 4, pipeline: true })
const enPipeline = openDatabase(pipeline)
afterAll(() => pipeline.end())

test('R4 la dernière instruction part avec son COMMIT : avertissement, refus et perte de la base sont dits comme sans lui', async () => {
  const derniere = (n: number) =>
    enPipeline
      .transaction()
      .execute((tx) => sql`/* @fin-essai */ insert into derniere values (${n}) returning n`.execute(tx).then((r) => r.rows))
  await pool.query('create table derniere (n int unique)')
  expect(await derniere(1)).toEqual([{ n: 1 }])
  await expect(derniere(1)).rejects.toMatchObject({ code: '23505' })
  // The connection that was refused serves again, outside any transaction.
  expect((await pipeline.query('select count(*)::int as n from derniere')).rows).toEqual([{ n: 1 }])
  const averti = await enPipeline
    .transaction()
    .execute((tx) => sql`/* @fin-avertie */ insert into essai values (2)`.execute(tx))
    .catch((e: unknown) => e)
  expect(isCommitUnknown(averti)).toBe(true)

  const perdue = await enPipeline
    .transaction()
    .execute((tx) =>
      sql`/* @fin-perdue */ insert into derniere select 2 from (select pg_terminate_backend(pg_backend_pid())) x`.execute(tx),
    )
    .catch((e: unknown) => e)
  expect(isCommitUnknown(perdue)).toBe(true)
  expect((await pool.query('select n from derniere order by n')).rows).toEqual([{ n: 1 }])
})

test('R4 un COMMIT parti avec la dernière instruction peut encore être refusé par une contrainte de fin', async () => {
  const erreur = await enPipeline
    .transaction()
    .execute((tx) => sql`/* @fin-unique */ insert into unique_a_la_fin values (7), (7)`.execute(tx))
    .catch((e: unknown) => e)
  expect(erreur).toMatchObject({ code: '23505' })
  expect(isCommitUnknown(erreur)).toBe(false)
  expect((await pool.query('select count(*)::int as n from unique_a_la_fin')).rows).toEqual([{ n: 0 }])
})

test('INT-07 ce qui travaille en fond n’attend pas le disque, ce qui répond à quelqu’un l’attend', async () => {
  const fond = openPool(url, { max: 1, pipeline: true, relaxed: true })
  const valeur = async (p: typeof pool) =>
    (await p.query<{ synchronous_commit: string }>('show synchronous_commit')).rows[0]!.synchronous_commit
  expect(await valeur(fond)).toBe('off')
  await pool.query('alter database ' + new URL(url).pathname.slice(1) + ' set synchronous_commit = on')
  const neuf = openPool(url, { max: 1 })
  expect(await valeur(neuf)).toBe('on')
  await Promise.all([fond.end(), neuf.end()])
})
