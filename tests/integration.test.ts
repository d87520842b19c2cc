import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { creerCle } from '#acces/index.ts'
import { chargerDemonstration } from '#app/demonstration/charger.ts'
import { ROOT } from '#platform/root.ts'
import { portail } from '#tests/portail.ts'

const curl = spawnSync('curl', ['--version']).status === 0

/** The files that the guide says are the reader's. */
const FICHIERS = ['statuts.pdf', 'rib.pdf', 'nouveau-rib.pdf']
const PDF = '%PDF-1.4\n%%EOF\n'

/** Runs the guide's own commands, word for word, against a portal of ours. */
async function executer(script: string): Promise<{ code: number | null; sortie: string }> {
  const dossier = mkdtempSync(join(tmpdir(), 'choral-integration-'))
  for (const nom of FICHIERS) writeFileSync(join(dossier, nom), PDF)
  const enfant = spawn('sh', ['-ec', script], { cwd: dossier, env: { PATH: `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin` } })
  let sortie = ''
  for (const flux of [enfant.stdout, enfant.stderr]) flux.on('data', (d: Buffer) => (sortie += d.toString()))
  const code = await new Promise<number | null>((r) => enfant.on('close', r))
  rmSync(dossier, { recursive: true, force: true })
  return { code, sortie }
}

test.skipIf(!curl)('INT-09 INT-16 INT-17 les commandes du guide d’intégration font ce qu’elles disent', async () => {
  const DATA_DIR = mkdtempSync(join(tmpdir(), 'choral-integration-'))
  onTestFinished(() => rmSync(DATA_DIR, { recursive: true, force: true }))
  const p = await portail({ DATA_DIR })
  await chargerDemonstration(p.pool, () => {}, p.settings)
  const guide = readFileSync(join(ROOT, 'docs', 'integration.md'), 'utf8')
  const issue = await creerCle(p.db, { nom: 'Factures', applications: ['factures-emises'], expireLe: null })
  // All but what needs a spreadsheet of the reader's own.
  const blocs = [...guide.matchAll(/```sh\n([\s\S]*?)```/g)].map((m) => m[1]!).filter((b) => !b.includes('utilisateurs.xlsx'))
  expect(blocs).toHaveLength(4)
  const script = `CLE=${'cle' in issue ? issue.cle : ''}\n${blocs.join('\n').replace('U=http://localhost:3000', `U=${p.url}`)}`
  const { code, sortie } = await executer(script)
  expect([code, sortie]).toEqual([0, expect.stringContaining('"etat":"programmee"')])
  expect(sortie).toContain('"etat":"annulee"')
  expect(sortie).toContain('"type":"structure.creer","etat":"effective"')
  expect(sortie).toContain('structure.modifier:annulee')
  expect(sortie).toMatch(/"type":"piece-jointe.creer","etat":"effective"/)
  expect(sortie).toMatch(/"type":"coordonnee-bancaire.modifier","etat":"programmee"/)
  // Asked by the application: Héloïse may, at home; of the town hall she is told nothing.
  expect(sortie).toMatch(
    /\{"decision":true\}\s*\{"evaluations":\[\{"decision":true\},\{"decision":false,"context":\{"raison":"non-rattache"/,
  )
  expect((await p.pool.query(`select raison_sociale from structure where identifiant = '32784454400087'`)).rows).toEqual([
    { raison_sociale: expect.stringContaining('CASABIO') },
  ])
})
