import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { writeWhole } from '#platform/whole-files.ts'

const TAILLE = 1_000_000
/** Reads that must have been made while the file was being written, however slow the machine. */
const LECTURES = 25

test('INT-01 deux démarrages construisent le même dossier à la fois : un fichier lu pendant ce temps est entier', async () => {
  const dossier = mkdtempSync(join(tmpdir(), 'choral-entier-'))
  const fichier = join(dossier, 'main.js')
  writeWhole(fichier, Buffer.alloc(TAILLE, 'a'))
  const compte = new Int32Array(new SharedArrayBuffer(12))
  const [LUES, COURTES, FINI] = [0, 1, 2]
  const lecteur = new Worker(
    `const { readFileSync } = require('node:fs'), { compte, fichier, taille } = require('node:worker_threads').workerData
     while (!Atomics.load(compte, ${FINI})) {
       if (readFileSync(fichier).length !== taille) Atomics.add(compte, ${COURTES}, 1)
       Atomics.add(compte, ${LUES}, 1)
     }`,
    { eval: true, workerData: { compte, fichier, taille: TAILLE } },
  )
  const parti = new Promise<void>((dire, manquer) => void lecteur.on('exit', () => dire()).on('error', manquer))
  for (let i = 0; i < 40 || Atomics.load(compte, LUES) < LECTURES; i++) {
    writeWhole(fichier, Buffer.alloc(TAILLE, i % 2 ? 'a' : 'b'))
    await new Promise((r) => setImmediate(r))
  }
  Atomics.store(compte, FINI, 1)
  await parti
  expect(Atomics.load(compte, COURTES)).toBe(0)
  expect(readdirSync(dossier)).toEqual(['main.js'])
  expect(readFileSync(fichier).length).toBe(TAILLE)
  rmSync(dossier, { recursive: true })
})
