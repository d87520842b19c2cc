// Plain JavaScript for any Node from 18 on: brings the locked dependencies (Node 26 among them), then runs the command on them.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, realpathSync, statfsSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const bin = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.exe' : 'node')
const [command = 'start', ...args] = process.argv.slice(2)
const fail = (sentence) => {
  console.error(sentence)
  process.exit(1)
}

if (Number(process.versions.node.split('.')[0]) < 18) fail(`Choral demande Node 20 ou plus récent ; celui-ci est ${process.version}.`)

install()
if (command === 'check') check()
else
  run(
    {
      // A young generation half as large as V8's own takes a sixth less memory once someone has signed in; smaller, or grown little by little, it is collected too often.
      start: () => ['--min-semi-space-size=8', '--max-semi-space-size=8', 'scripts/start.mjs', ...args],
      dev: () => ['--import', 'tsx', 'app/main.ts'],
      test: () => ['node_modules/vitest/vitest.mjs', 'run', ...args],
      bench: () => ['--import', 'tsx', 'bench/run.ts', ...args],
      choral: () => ['--import', 'tsx', 'scripts/choral.ts', ...args],
    }[command]?.() ?? fail(`Commande inconnue : ${command}.`),
  )

/** Installs when the lock file is not the one that node_modules was made from. */
function install() {
  const stamp = join(root, 'node_modules', '.choral-lock')
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock && existsSync(bin)) return
  const { bavail, bsize } = statfsSync(root)
  if (bavail * bsize < 1.2e9)
    fail(`Il faut environ 1,2 Go libres pour installer Choral ; il reste ${Math.floor((bavail * bsize) / 1e6)} Mo.`)
  console.log('Installation des dépendances (une minute environ, la première fois)…')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const done = spawnSync(npm, ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  })
  if (done.status !== 0) fail('Les dépendances n’ont pas pu être installées : le registre npm est-il joignable ?')
  if (!existsSync(bin)) fail(`Aucun Node 26 n’est fourni pour ${process.platform} ${process.arch}.`)
  writeFileSync(stamp, lock)
}

function environment() {
  return { ...process.env, PATH: `${dirname(bin)}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}` }
}

function run(argv) {
  // The portal takes the launcher's place where a process can be replaced: 50 MB less to keep.
  if (command === 'start' && process.execve) {
    process.chdir(root)
    process.execve(realpathSync(bin), [bin, ...argv], environment())
  }
  const child = spawn(bin, argv, { cwd: root, stdio: 'inherit', env: environment() })
  // A terminal sends Ctrl-C to the child too; a supervisor's SIGTERM reaches only us.
  process.on('SIGINT', () => {})
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  // npm stops its shell and not what the shell started: when that parent is gone, we stop too.
  const parent = process.ppid
  if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 500).unref()
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
}

function check() {
  const steps = {
    types: ['node_modules/typescript/bin/tsc', '-p', '.'],
    style: ['node_modules/oxlint/bin/oxlint', '--deny-warnings'],
    'mise en forme': ['node_modules/oxfmt/bin/oxfmt', '--check', '.'],
    inutilisé: ['node_modules/knip/bin/knip.js'],
    orthographe: ['node_modules/cspell/bin.mjs', '--no-progress', '--no-summary', '.'],
    structure: ['--import', 'tsx', 'scripts/check.ts'],
    schéma: ['--import', 'tsx', 'scripts/schema.ts', '--check'],
  }
  let failed = 0
  for (const [name, argv] of Object.entries(steps)) {
    const done = spawnSync(bin, argv, { cwd: root, stdio: 'inherit', env: environment() })
    console.log(`${done.status === 0 ? '✓' : '✗'} ${name}`)
    if (done.status !== 0) failed++
  }
  process.exit(failed ? 1 : 0)
}
