import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { isCommitUnknown, isUnavailable } from '#platform/database/errors.ts'
import { openDatabase, openPool } from '#platform/database/open.ts'
import { baseDEssai } from '#tests/base.ts'

const { db, pool, url } = await baseDEssai()
await pool.query(`create table essai (n int); create function avertir() returns trigger language plpgsql as $$ begin raise warning 'no replica has it'; return null; end $$;
  create constraint trigger avertir after insert on essai deferrable initially deferred for each row execute function avertir()`)

test('R4 un COMMIT qui répond avec un avertissement n’est pas un succès ; la connexion ne sert plus', async () => {
  const erreur = await db.transaction().execute((tx) => sql`insert into essai values (1)`.execute(tx)).catch((e: unknown) => e)
  expect(isCommitUnknown(erreur)).toBe(true)
  expect((await pool.query('select n from essai')).rows).toEqual([{ n: 1 }])
})

test('R4 une contrainte vérifiée à la fin reste un refus, pas un doute', async () => {
  await pool.query('create table unique_a_la_fin (n int unique deferrable initially deferred)')
  const erreur = await db.transaction().execute((tx) => sql`insert into unique_a_la_fin values (1), (1)`.execute(tx)).catch((e: unknown) => e)
  expect(erreur).toMatchObject({ code: '23505' })
  expect(isCommitUnknown(erreur)).toBe(false)
})

test('R3 une instruction abandonnée ne fait pas attendre la suivante', async () => {
  const impatient = openPool(url, { max: 1, queryMs: 300 })
  const erreur = await openDatabase(impatient).transaction().execute((tx) => sql`select pg_sleep(20)`.execute(tx)).catch((e: unknown) => e)
  expect(isUnavailable(erreur)).toBe(true)
  const debut = performance.now()
  expect((await impatient.query('select 1 as un')).rows).toEqual([{ un: 1 }])
  expect(performance.now() - debut).toBeLessThan(5000)
  await impatient.end()
})
