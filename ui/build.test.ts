import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildUi, type UiConstruite } from '#ui/build.ts'

const dossier = mkdtempSync(join(tmpdir(), 'choral-ui-'))
let ui: UiConstruite

beforeAll(async () => {
  ui = await buildUi({ outDir: dossier, minify: true })
})
afterAll(() => rmSync(dossier, { recursive: true, force: true }))

const lire = (nom: string) => readFileSync(join(dossier, nom))

const poids = (nom: string) => gzipSync(lire(nom), { level: 9 }).length
const appeles = (nom: string) =>
  [
    ...lire(nom)
      .toString()
      .matchAll(/(?:import|from)\s*["']\.\/([\w-]+\.js)["']/g),
  ].map((m) => m[1]!)

test('POR-05 script et feuille de style tiennent en 60 ko compressés, et le script arrive d’un coup', () => {
  const ordinaires = appeles(ui.js)
  const js = [ui.js, ...ordinaires].reduce((n, f) => n + poids(f), 0)
  process.stdout.write(`script ${(js / 1000).toFixed(1)} kB, style ${(poids(ui.css) / 1000).toFixed(1)} kB gzip\n`)
  expect(js + poids(ui.css)).toBeLessThan(60_000)
  // Nothing is discovered late: what these files import is named with them.
  for (const f of ordinaires) expect(ordinaires).toEqual(expect.arrayContaining(appeles(f)))
})

test('POR-05 ce qui se charge à part reste petit, compressé d’avance comme le reste', () => {
  const ordinaires = [ui.js, ui.css, ...appeles(ui.js)]
  const aPart = readdirSync(dossier).filter((f) => /\.(js|css)$/.test(f) && !ordinaires.includes(f))
  expect(aPart.length).toBeGreaterThan(4)
  for (const f of aPart)
    expect([f, poids(f) < 8000, existsSync(join(dossier, `${f}.br`)), existsSync(join(dossier, `${f}.gz`))]).toEqual([f, true, true, true])
})

test('POR-05 chaque fichier porte l’empreinte de son contenu, et le manifeste les nomme', () => {
  expect(JSON.parse(lire('manifest.json').toString())).toEqual(ui)
  const { styles, ...communs } = ui
  for (const nom of [...Object.values(communs), ...Object.values(styles)]) expect(nom).toMatch(/^[\w-]+-[A-Z0-9]{8}\.\w+$/)
})

test('POR-05 la feuille de style n’appelle que des fichiers livrés avec elle', () => {
  const css = lire(ui.css).toString()
  const fichiers = [...css.matchAll(/url\(["']?(?!data:)([^"')]+)/g)].map((m) => m[1]!).filter((u) => !u.startsWith('#'))
  expect(fichiers.length).toBeGreaterThanOrEqual(2)
  for (const u of fichiers) expect(readdirSync(dossier)).toContain(u.replace('./', ''))
  expect(css).toMatch(/@layer reset,\s*tokens,\s*base,\s*layout,\s*components,\s*utilities,\s*print/)
})

test('POR-05 une page ouverte avant une mise à jour garde ses fichiers un jour', async () => {
  const [recent, ancien] = ['style-AAAAAAAA.css', 'style-BBBBBBBB.css'].map((nom) => join(dossier, nom)) as [string, string]
  for (const f of [recent, ancien]) writeFileSync(f, '')
  utimesSync(ancien, new Date(0), new Date(0))
  expect(await buildUi({ outDir: dossier, minify: true })).toEqual(ui)
  expect([recent, ancien].map((f) => existsSync(f))).toEqual([true, false])
})
