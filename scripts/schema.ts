// Regenerates database/types.ts and database/schema.sql from a freshly migrated database; `--check` fails when they differ.
import { readFileSync, rmSync, writeFileSync, mkdtempSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '#platform/database/embedded.ts'
import { migrate } from '#platform/database/migrate.ts'
import { openPool } from '#platform/database/open.ts'
import { ROOT } from '#platform/root.ts'
import { describeSchema } from './schema-sql.ts'

const check = process.argv.includes('--check')
const folder = mkdtempSync(join(tmpdir(), 'choral-schema-'))
const embedded = await startEmbedded(folder, { fsync: false, ballast: false })
const pool = openPool(embedded.url())
let differs = false
try {
  await migrate(pool)
  const types = join(folder, 'types.ts')
  execFileSync(
    process.execPath,
    [
      join(ROOT, 'node_modules/kysely-codegen/dist/cli/bin.js'),
      '--dialect',
      'postgres',
      '--url',
      embedded.url(),
      '--camel-case',
      '--out-file',
      types,
      '--exclude-pattern',
      '*.pg_*',
      '--default-schema',
      'public',
      '--include-pattern',
      'public.*',
      '--type-mapping',
      '{"int8":"number"}',
      '--log-level',
      'error',
    ],
    { stdio: 'inherit' },
  )
  keep('database/types.ts', readFileSync(types, 'utf8'))
  keep('database/schema.sql', await describeSchema(pool))
} finally {
  await pool.end()
  await embedded.stop()
  rmSync(folder, { recursive: true, force: true })
}
if (differs) process.exitCode = 1

function keep(path: string, content: string) {
  const at = join(ROOT, path)
  let today = ''
  try {
    today = readFileSync(at, 'utf8')
  } catch {}
  if (today === content) return
  if (check) {
    differs = true
    console.error(`${path} differs from the migrations: run node --import tsx scripts/schema.ts`)
  } else writeFileSync(at, content)
}
