// One PostgreSQL for the whole run, with a migrated template that each test file clones.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from '#platform/database/embedded.ts'
import { bundleServer } from '../scripts/bundle.ts'
import { ROOT } from '#platform/root.ts'
import { buildUi } from '#ui/build.ts'
import { createJobs } from '#platform/jobs.ts'
import { migrate } from '#platform/database/migrate.ts'
import { openPool } from '#platform/database/open.ts'

declare module 'vitest' {
  export interface ProvidedContext { baseUrl: string; paquets: string }
}

export default async function (project: TestProject) {
  const paquets = join(ROOT, 'dist', `essais-${process.pid}`)
  const construits = Promise.all([buildUi({ outDir: join(ROOT, 'dist', 'public'), minify: true }), bundleServer(ROOT, paquets)])
  const folder = mkdtempSync(join(tmpdir(), 'choral-essais-'))
  const embedded = await startEmbedded(folder, { fsync: false, ballast: false, options: { max_connections: '300' } })
  const pool = openPool(embedded.url(), { max: 1 })
  await pool.query('create database modele')
  const modele = openPool(embedded.url('modele'))
  await migrate(modele)
  const jobs = await createJobs(modele, console)
  await jobs.prepare()
  await jobs.stop()
  await modele.end()
  await pool.end()
  await construits
  project.provide('baseUrl', embedded.url('NOM'))
  project.provide('paquets', paquets)
  return async () => {
    await embedded.stop()
    rmSync(folder, { recursive: true, force: true })
    rmSync(paquets, { recursive: true, force: true })
  }
}
