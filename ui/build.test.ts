import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildUi, type UiConstruite } from '#ui/build.ts'

const dossier = mkdtempSync(join(tmpdir(), 'choral-ui-'))
let ui: UiConstruite

beforeAll(async () => { ui = await buildUi({ outDir: dossier, minify: true }) })
afterAll(() => rmSync(dossier, { recursive: true, force: true }))

const lire = (nom: string) => readFileSync(join(dossier, nom))

test('POR-05 script et feuille de style tiennent en 60 ko compressés', () => {
  const application = /^import '\.\/(choral-[A-Z0-9]{8}\.js)'$/m.exec(lire(ui.js).toString())![1]!
  const js = gzipSync(lire(ui.js), { level: 9 }).length + gzipSync(lire(application), { level: 9 }).length
  const css = gzipSync(lire(ui.css), { level: 9 }).length
  process.stdout.write(`script ${(js / 1000).toFixed(1)} kB, style ${(css / 1000).toFixed(1)} kB gzip\n`)
  expect(js + css).toBeLessThan(60_000)
})

test('POR-05 chaque fichier porte l’empreinte de son contenu, et le manifeste les nomme', () => {
  expect(JSON.parse(lire('manifest.json').toString())).toEqual(ui)
  for (const nom of Object.values(ui)) expect(nom).toMatch(/^[\w-]+-[A-Z0-9]{8}\.\w+$/)
})

test('POR-05 la feuille de style n’appelle que des fichiers livrés avec elle', () => {
  const css = lire(ui.css).toString()
  const appeles = [...css.matchAll(/url\(["']?(?!data:)([^"')]+)/g)].map((m) => m[1]!).filter((u) => !u.startsWith('#'))
  expect(appeles.length).toBeGreaterThanOrEqual(2)
  for (const u of appeles) expect(readdirSync(dossier)).toContain(u.replace('./', ''))
  expect(css).toMatch(/@layer reset,\s*tokens,\s*base,\s*layout,\s*components,\s*utilities,\s*print/)
})

test('POR-05 une page ouverte avant une mise à jour garde ses fichiers un jour', async () => {
  const [recent, ancien] = ['style-AAAAAAAA.css', 'style-BBBBBBBB.css'].map((nom) => join(dossier, nom)) as [string, string]
  for (const f of [recent, ancien]) writeFileSync(f, '')
  utimesSync(ancien, new Date(0), new Date(0))
  expect(await buildUi({ outDir: dossier, minify: true })).toEqual(ui)
  expect([recent, ancien].map((f) => existsSync(f))).toEqual([true, false])
})
