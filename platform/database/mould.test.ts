import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { nativeFolder } from '#platform/database/cluster.ts'
import { startEmbedded } from '#platform/database/embedded.ts'
import { makeMould } from '#platform/database/make-mould.ts'
import { copyMould, mouldFolder } from '#platform/database/mould.ts'
import { openPool } from '#platform/database/open.ts'
import { ROOT } from '#platform/root.ts'
import { describeSchema } from '../../scripts/schema-sql.ts'

const folder = mkdtempSync(join(tmpdir(), 'choral-moule-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('INT-01 une base neuve vient du moule, telle que les migrations la font', async () => {
  expect(existsSync(mouldFolder(nativeFolder()))).toBe(true)
  const embedded = await startEmbedded(join(folder, 'neuve'), { fresh: true, ballast: false })
  onTestFinished(() => embedded.stop())
  const pool = openPool(embedded.url(), { max: 1 })
  expect((await pool.query('select nom from migration order by nom')).rows.map((r) => r.nom)).toEqual(
    readdirSync(join(ROOT, 'database', 'migrations')).toSorted(),
  )
  expect(await describeSchema(pool)).toBe(readFileSync(join(ROOT, 'database', 'schema.sql'), 'utf8'))
  await pool.end()
})

test('INT-01 un moule qui ne se copie pas ne laisse rien : la base se fait sans lui', async () => {
  writeFileSync(join(folder, 'fichier'), '')
  expect(await copyMould(nativeFolder(), join(folder, 'fichier', 'postgres'))).toBe(false)
})

test('INT-01 ce qui fut laissé à moitié, ou pour d’autres migrations, s’efface quand le moule se fait ; ce qu’un autre fait encore reste', async () => {
  const moules = join(folder, 'base')
  const mort = spawn(process.execPath, ['-e', '0'])
  await new Promise((fini) => mort.on('close', fini))
  for (const dossier of ['ancien', `autre.${mort.pid}`, `autre.${process.ppid}`]) mkdirSync(join(moules, dossier), { recursive: true })
  await makeMould(join(moules, 'cle'))
  expect(readdirSync(moules).toSorted()).toEqual([`autre.${process.ppid}`, 'cle'])
  expect(existsSync(join(moules, 'cle', 'postmaster.pid'))).toBe(false)
})
