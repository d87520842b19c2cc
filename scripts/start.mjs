// Bundles the server and the browser's files when a source changed, then runs the server in this very process.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const [argument] = process.argv.slice(2)
if (argument) {
  const aide = ['--help', '-h'].includes(argument)
  console[aide ? 'log' : 'error'](`${aide ? '' : `Argument inconnu : ${argument}.\n\n`}npm start

Prépare ce qui manque, puis sert le portail sur http://localhost:3000. Ctrl-C arrête tout.
Les réglages sont des variables d’environnement, par exemple : PORT=8080 npm start
Leur liste : npm run choral -- config
Les commandes de l’opérateur : npm run choral -- --help`)
  process.exit(aide ? 0 : 1)
}

// Before anything asks for a thread. With the four there are by default, as many files being synced to a slow disk keep every page waiting to be compressed.
process.env.UV_THREADPOOL_SIZE ??= '8'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const stamp = join(root, 'dist', '.sources')
function fingerprint() {
  const hash = createHash('sha256')
  for (const file of ['package-lock.json', 'scripts/bundle.ts']) hash.update(readFileSync(join(root, file)))
  const walk = (folder) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) walk(path)
      else if (/\.(tsx?|css|json|svg)$/.test(entry.name) && !entry.name.includes('.test.')) {
        const { mtimeMs, size } = statSync(join(root, path))
        hash.update(`${path}:${mtimeMs}:${size}\n`)
      }
    }
  }
  for (const folder of ['app', 'demandes', 'acces', 'ui', 'platform', 'database']) walk(folder)
  return hash.digest('hex')
}

/** A server started before a rebuild may still load its own chunks: they stay a day. */
function dropOldChunks() {
  const chunks = join(root, 'dist', 'chunks')
  if (!existsSync(chunks)) return
  for (const file of readdirSync(chunks)) if (Date.now() - statSync(join(chunks, file)).mtimeMs > 86_400_000) rmSync(join(chunks, file))
}

// npm stops its shell and not what the shell started: when that parent is gone, we stop too.
const parent = process.ppid
if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== parent && process.kill(process.pid, 'SIGTERM'), 500).unref()

const now = fingerprint()
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== now) {
  console.log('Préparation des pages…')
  dropOldChunks()
  // What was compiled of what is no longer run.
  rmSync(join(root, 'dist', '.compile'), { recursive: true, force: true })
  const { bundleBuilders, bundleServer } = await import('./bundle.ts')
  await bundleBuilders(root)
  const built = (file) => import(pathToFileURL(join(root, 'dist', file)).href)
  const [{ buildUi }, { makeMould }] = await Promise.all([built('build-ui.js'), built('build-base.js')])
  // Without it a new database is made the long way, which says in words what is wrong.
  const mould =
    process.env.DATABASE_URL || existsSync(resolve(root, process.env.DATA_DIR || 'data', 'postgres')) ? null : makeMould().catch(() => {})
  await Promise.all([buildUi({ outDir: join(root, 'dist', 'public'), minify: true }), bundleServer(root), mould])
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, now)
}
// What V8 compiled last time is read back: a tenth of the processor time of a start.
enableCompileCache?.(join(root, 'dist', '.compile'))
await import(pathToFileURL(join(root, 'dist', 'main.js')).href)
