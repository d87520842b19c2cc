// One PostgreSQL for the whole run, with a migrated template that each test file clones.
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { assurerIndex } from '#app/accueil/recherche/indexer.ts'
import { composer } from '#app/programme.ts'
import { startEmbedded } from '#platform/database/embedded.ts'
import { isAlive } from '#platform/database/first-start.ts'
import { bundleServer } from '../scripts/bundle.ts'
import { ROOT } from '#platform/root.ts'
import { buildUi } from '#ui/build.ts'
import { readSettings } from '#platform/settings.ts'
import { makeMould } from '#platform/database/make-mould.ts'
import { openPool } from '#platform/database/open.ts'
import { cheminDuNavigateur } from '#tests/chromium.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    baseUrl: string
    paquets: string
  }
}

const MEMOIRE = '/dev/shm'
const PLACE = 4 * 1024 ** 3
const NOM = 'choral-essais-'

function aDeLaPlace(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize > PLACE
  } catch {
    return false
  }
}

/** What a run that was killed left behind would stay in memory; a small disk that it had mounted to fill keeps its folder busy. */
function effacerLeReste(folder: string) {
  const montages = existsSync('/proc/mounts') ? readFileSync('/proc/mounts', 'utf8').split('\n') : []
  for (const ici of montages.map((m) => m.split(' ')[1] ?? '')) if (ici.startsWith(`${folder}/`)) spawnSync('umount', ['-l', ici])
  rmSync(folder, { recursive: true, force: true })
}

/** Temporary files stay in memory where there is room: a database is a thousand small files, which some disks take a second to create. */
function dossierTemporaire(): string {
  const parent = aDeLaPlace(MEMOIRE) ? MEMOIRE : tmpdir()
  for (const nom of readdirSync(parent))
    if (nom.startsWith(NOM) && !isAlive(Number.parseInt(nom.slice(NOM.length), 10))) effacerLeReste(join(parent, nom))
  const folder = mkdtempSync(join(parent, `${NOM}${process.pid}-`))
  // What is started as another user must get through, as in any folder for temporary files.
  chmodSync(folder, 0o1777)
  return folder
}

/** What a portal makes once of its database is in the template: the queues of its jobs, the index of its guide. */
async function servirUneFois(url: string) {
  const portail = await composer(
    readSettings({
      PUBLIC_URL: 'http://localhost:3000',
      DATABASE_URL: url,
      SECRET_KEY: 'cle-des-essais-0123456789-0123456789',
      DEMONSTRATION: 'oui',
      LOG_LEVEL: 'error',
    }),
    url,
  )
  await assurerIndex(portail.programme)
  await portail.arreter()
}

export default async function (project: TestProject) {
  const temporaires = dossierTemporaire()
  process.env.TMPDIR = temporaires
  const paquets = join(ROOT, 'dist', `essais-${process.pid}`)
  // The packaged browser is unpacked once, before two workers can: what one still writes the other cannot run.
  const construits = Promise.all([
    cheminDuNavigateur(),
    buildUi({ outDir: join(ROOT, 'dist', 'public'), minify: true }),
    bundleServer(ROOT, paquets),
  ])
  // As a portal's own database: copied from what the build makes, which every server started by a test then finds.
  await makeMould()
  const folder = join(temporaires, 'base')
  const embedded = await startEmbedded(folder, { fsync: false, ballast: false, fresh: true, options: { max_connections: '300' } })
  const pool = openPool(embedded.url(), { max: 1 })
  await pool.query('create database modele template postgres')
  await servirUneFois(embedded.url('modele'))
  await pool.end()
  await construits
  project.provide('baseUrl', embedded.url('NOM'))
  project.provide('paquets', paquets)
  return async () => {
    await embedded.stop()
    rmSync(temporaires, { recursive: true, force: true })
    rmSync(paquets, { recursive: true, force: true })
  }
}
