import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { writeWhole } from '#platform/whole-files.ts'

const TAILLE = 1_000_000

test('INT-01 deux démarrages construisent le même dossier à la fois : un fichier lu pendant ce temps est entier', async () => {
  const dossier = mkdtempSync(join(tmpdir(), 'choral-entier-'))
  const fichier = join(dossier, 'main.js')
  writeWhole(fichier, Buffer.alloc(TAILLE, 'a'))
  const lecteur = new Worker(
    `const { readFileSync } = require('node:fs'), { parentPort, workerData } = require('node:worker_threads')
     let fini = false, courtes = 0, lues = 0
     parentPort.on('message', () => (fini = true))
     const lire = () => {
       lues++
       if (readFileSync(workerData.fichier).length !== workerData.taille) courtes++
       fini ? (parentPort.postMessage({ courtes, lues }), parentPort.close()) : setImmediate(lire)
     }
     lire()`,
    { eval: true, workerData: { fichier, taille: TAILLE } },
  )
  const compte = new Promise<{ courtes: number; lues: number }>((dire, manquer) => void lecteur.on('message', dire).on('error', manquer))
  for (let i = 0; i < 40; i++) {
    writeWhole(fichier, Buffer.alloc(TAILLE, i % 2 ? 'a' : 'b'))
    await new Promise((r) => setImmediate(r))
  }
  lecteur.postMessage('fini')
  const { courtes, lues } = await compte
  expect(lues).toBeGreaterThan(10)
  expect(courtes).toBe(0)
  expect(readdirSync(dossier)).toEqual(['main.js'])
  expect(readFileSync(fichier).length).toBe(TAILLE)
  rmSync(dossier, { recursive: true })
})
