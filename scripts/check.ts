// The habits of the house, checked: directions between folders, one clock, one place for settings, comments on the schema, row ids on tests.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '#platform/root.ts'

const FOLDERS = ['acces', 'app', 'demandes', 'platform', 'ui'] as const
/** What each folder may import from: dependencies point one way. */
const MAY_IMPORT: Record<string, string[]> = {
  platform: ['platform', 'database'],
  ui: ['ui', 'platform'],
  acces: ['acces', 'platform', 'ui'],
  demandes: ['demandes', 'acces', 'platform', 'ui'],
  app: ['app', 'demandes', 'acces', 'ui', 'platform', 'database'],
}
const MINIMUM_FILES = 150
/** Sentences are a list: longer than what is read as code. */
const MAXIMUM_LINES = { texts: 400, code: 320 }

/** A statement is laid out like the code around it: a line of it holds no more than this. */
const MAXIMUM_STATEMENT = 160
const STATEMENT = /\bsql(?:<[^`]*>)?`([^`]*)`/g

interface Source {
  path: string
  text: string
}
const faults: string[] = []
const fault = (path: string, why: string) => faults.push(`${path}: ${why}`)

function walk(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((e) =>
    e.isDirectory() ? walk(`${folder}/${e.name}`) : [`${folder}/${e.name}`],
  )
}

const sources: Source[] = FOLDERS.flatMap(walk)
  .filter((p) => /\.tsx?$/.test(p))
  .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }))
const code = sources.filter((s) => !/\.test\.tsx?$/.test(s.path))
if (sources.length < MINIMUM_FILES) fault('.', `only ${sources.length} files were seen: the check itself is broken`)

for (const { path, text } of code) {
  const [folder = ''] = path.split('/')
  for (const [, target] of text.matchAll(/from '#(\w+)\//g))
    if (!MAY_IMPORT[folder]?.includes(target!)) fault(path, `imports #${target}: dependencies point app → demandes, acces, ui → platform`)
  if (/process\.env/.test(text) && !/^platform\/settings\.ts$/.test(path))
    fault(path, 'reads process.env: settings are read in platform/settings.ts')
  if (
    /^(demandes|acces|app\/organisation)\//.test(path) &&
    /\bDate\.now\(|[^.]\bnow\(\)/.test(text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')) &&
    !/sirene/.test(path)
  )
    fault(path, 'uses now() or Date.now(): the domain’s only clock is maintenant()')
  if (/\bstyle=\{/.test(text) && !/mail|courriel/.test(path)) fault(path, 'style attribute: the content security policy refuses it')
  const lines = text.split('\n').length
  if (lines > (path.startsWith('ui/textes/') ? MAXIMUM_LINES.texts : MAXIMUM_LINES.code))
    fault(path, `has ${lines} lines: take its parts out`)
  for (const [, statement] of text.matchAll(STATEMENT))
    for (const line of statement!.split('\n'))
      if (line.length > MAXIMUM_STATEMENT)
        fault(path, `a statement's line is ${line.length} characters long: « ${line.trim().slice(0, 60)} »`)
}

// A folder of the portal enters by one file, and one list names it: what is left out of either would be served by halves.
const entries = code.filter((s) => /^app\/.+\/domaine\.ts$/.test(s.path))
const list = code.find((s) => s.path === 'app/domaines.ts')!.text
const carried = entries.map((s) => s.text.slice(s.text.indexOf(': Domaine = {'))).join()
if (!entries.length) fault('app', 'no domaine.ts was seen: the check itself is broken')
for (const { path } of entries) if (!list.includes(`'#${path}'`)) fault(path, 'is not in app/domaines.ts')
for (const { path, text } of sources) {
  if (path !== 'app/domaines.ts' && /from '#app\/.+\/domaine\.ts'/.test(text))
    fault(path, 'imports a domaine.ts, which app/domaines.ts alone does: what a folder gives others is in its index.ts')
  for (const [, name] of text.matchAll(/^export const (\w+) = definirDemande\(/gm))
    if (!new RegExp(`\\b${name}\\b`).test(carried)) fault(path, `${name} is in the demandes of no domaine.ts`)
  if (/\bdefinirDemande\(/.test(text) && /from '#app\/.+\.tsx'/.test(text)) fault(path, 'a demande imports what pages are made of')
}

for (const file of walk('database/migrations')) {
  const text = readFileSync(join(ROOT, file), 'utf8')
  for (const [, table] of text.matchAll(/^create (?:unlogged )?table (?:if not exists )?(\w+)/gm))
    if (!new RegExp(`comment on table ${table}\\b`).test(text)) fault(file, `table ${table} has no comment`)
}

const ROW = /\b(?:INT|POR|CPT|STR|SER|BAN|PJ|DUP|GP|UTI|APP|HAB|SUP|TIC|TCH|ASS|COM|CPRO|PLUS|C|S|P|U|T|R)-?\d\d?\b/
const TITLE = /\b(?:test|it|describe)(?:\.\w+)*(?:\([^'"`]*\))?\s*\(\s*(['"`])((?:(?!\1).)*)\1/gs
for (const path of [...FOLDERS, 'tests', 'scripts'].flatMap(walk).filter((p) => /\.test\.tsx?$/.test(p))) {
  const text = readFileSync(join(ROOT, path), 'utf8')
  if (![...text.matchAll(TITLE)].some(([, , title]) => ROW.test(title!))) fault(path, 'no test title names a row of the specification')
}

for (const f of faults) console.error(f)
console.log(`${sources.length} files read, ${faults.length} faults.`)
if (faults.length) process.exitCode = 1
