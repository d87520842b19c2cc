import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { escapeLiteral, type Pool } from 'pg'
import { ROOT } from '#platform/root.ts'
import { isUnavailable } from '#platform/database/errors.ts'
import { reasonOf } from '#platform/reasons.ts'
import { StartError } from '#platform/settings.ts'

/** Key of the lock that lets one process migrate at a time. */
const LOCK = 7_203_114

const migrationsFolder = () => join(ROOT, 'database', 'migrations')

/**
 * Applies the plain SQL migrations that are missing, in order, each in a transaction of its own.
 * @throws StartError when the database was migrated by a newer program
 */
export async function migrate(pool: Pool, folder = migrationsFolder()): Promise<string[]> {
  const files = readdirSync(folder)
    .filter((f) => /^\d{4}_.+\.sql$/.test(f))
    .toSorted()
  const done = new Set(await namesOf(pool))
  const unknown = [...done].filter((nom) => !files.includes(nom))
  if (unknown.length)
    throw new StartError(`La base a été migrée par une version plus récente de Choral (${unknown[0]}) : mettez le programme à jour.`)
  const applied: string[] = []
  for (const file of files.filter((f) => !done.has(f)))
    if (await applyOne(pool, file, readFileSync(join(folder, file), 'utf8'))) applied.push(file)
  if (folder === migrationsFolder()) await remakeViews(pool, applied.length > 0)
  return applied
}

/** Those already applied; the table that says so is made for a database that has none. */
async function namesOf(pool: Pool): Promise<string[]> {
  const read = async () => (await pool.query<{ nom: string }>('select nom from migration')).rows.map((r) => r.nom)
  try {
    return await read()
  } catch (error) {
    if ((error as { code?: string }).code !== '42P01') throw error
  }
  await pool
    .query(`create table if not exists migration (nom text primary key, appliquee_le timestamptz not null default clock_timestamp());
          comment on table migration is 'Migrations already applied.'; comment on column migration.nom is 'File name.'; comment on column
          migration.appliquee_le is 'When.'`)
    .catch((e: { code?: string }) => {
      if (!['23505', '42P07', 'XX000'].includes(e.code ?? '')) throw e // another process creates it at this moment
    })
  return read()
}

/** Views that only show the tables otherwise: dropped before a migration, which they must not hinder, and made again after the last. */
async function remakeViews(pool: Pool, changed: boolean) {
  const { rows } = await pool.query<{ there: boolean }>(`select to_regnamespace('limite') is not null as there`)
  if (rows[0]!.there && !changed) return
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query('select pg_advisory_xact_lock($1)', [LOCK])
    await client.query(readFileSync(join(ROOT, 'database', 'limite.sql'), 'utf8'))
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    client.release()
  }
}

/** One exchange with the database. Its name is written first: where another process applied it meanwhile, that alone fails. */
async function applyOne(pool: Pool, file: string, text: string): Promise<boolean> {
  const client = await pool.connect()
  try {
    await client.query(
      `begin; select pg_advisory_xact_lock(${LOCK}); insert into migration (nom) values (${escapeLiteral(file)}); drop schema if exists limite cascade; ${text}\n; commit`,
    )
    return true
  } catch (error) {
    await client.query('rollback').catch(() => {})
    if ((error as { constraint?: string }).constraint === 'migration_pkey') return false
    if (isUnavailable(error)) throw error
    throw new StartError(`La mise à niveau de la base (${file}) a échoué : ${reasonOf(error)}.`, { cause: error })
  } finally {
    client.release()
  }
}
