import { randomBytes } from 'node:crypto'
import type { Pool } from 'pg'
import { afterAll, inject } from 'vitest'
import { openDatabase, openPool, type Db } from '#platform/database/open.ts'

export interface Base {
  db: Db
  pool: Pool
  url: string
}

/** A machine that is busy opens a connection when it can. */
const PATIENCE_MS = 120_000

/** A database of one's own, cloned from the migrated template; dropped after the file's last test. */
export async function baseDEssai(): Promise<Base> {
  const nom = `essai_${randomBytes(6).toString('hex')}`
  const baseUrl = inject('baseUrl')
  const admin = openPool(baseUrl.replace('NOM', 'postgres'), { max: 1, connectMs: PATIENCE_MS })
  for (let essai = 0; ; essai++) {
    try {
      await admin.query(`create database ${nom} template modele strategy file_copy`)
      break
    } catch (error) {
      // Two clones of one template wait for each other; past the server's patience, ask again.
      if (essai > 600 || (error as { code?: string }).code !== '55006') throw error
      await new Promise((r) => setTimeout(r, 100))
    }
  }
  const url = baseUrl.replace('NOM', nom)
  const pool = openPool(url, { max: 10, connectMs: PATIENCE_MS })
  afterAll(async () => {
    await pool.end()
    await admin.query(`drop database if exists ${nom} with (force)`)
    await admin.end()
  })
  return { db: openDatabase(pool), pool, url }
}

/** Moves the domain's clock by some time, in this database only. */
export const decalerHorloge = (pool: Pool, decalage: string) =>
  pool.query(
    `create or replace function maintenant() returns timestamptz language sql stable parallel safe as $$ select clock_timestamp() + interval '${decalage}' $$`,
  )

/** Everything that comes is of this instant, however long it takes; `decalerHorloge` starts it again. */
export async function arreterHorloge(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ ici: string }>('select maintenant()::text as ici')
  await pool.query(
    `create or replace function maintenant() returns timestamptz language sql stable parallel safe as $$ select timestamptz '${rows[0]!.ici}' $$`,
  )
}

/** The support is open day and night, whenever this runs. */
export async function ouvrirJourEtNuit(pool: Pool): Promise<void> {
  await pool.query(`delete from horaire_support`)
  await pool.query(`insert into horaire_support (jour, debut, fin) select j, '00:00', '24:00' from generate_series(1, 7) j`)
}
