// npm run bench [-- name…]: everything that is measured, each beside its limit or its peer in the same run.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '#platform/database/embedded.ts'
import { migrate } from '#platform/database/migrate.ts'
import { openPool } from '#platform/database/open.ts'
import { nombre } from './outils/chiffres.ts'
import { demarrerPortail, toutArreter } from './outils/portail.ts'
import type { Bench, Ligne } from './outils/types.ts'

/** Each read when it is measured: it brings the program with it. */
const BENCHES: Record<string, () => Promise<{ bench: Bench }>> = {
  demarrage: () => import('./demarrage.ts'),
  'premiere-page': () => import('./premiere-page.ts'),
  pages: () => import('./pages.ts'),
  demande: () => import('./demande.ts'),
  chat: () => import('./chat.ts'),
  recherche: () => import('./recherche.ts'),
  assistant: () => import('./assistant.ts'),
  'recherche-structures': () => import('./recherche-structures.ts'),
  'liste-utilisateurs': () => import('./liste-utilisateurs.ts'),
  tickets: () => import('./tickets.ts'),
  'question-acces': () => import('./question-acces.ts'),
  'import-utilisateurs': () => import('./import-utilisateurs.ts'),
  'import-services': () => import('./import-services.ts'),
  'envoi-fichiers': () => import('./envoi-fichiers.ts'),
  'import-sirene': () => import('./import-sirene.ts'),
  annuaire: () => import('./annuaire.ts'),
}

const noms = process.argv.slice(2)
const inconnus = noms.filter((n) => !Object.hasOwn(BENCHES, n))
if (inconnus.length) {
  console.error(`Mesure inconnue : ${inconnus.join(', ')}. Mesures : ${Object.keys(BENCHES).join(', ')}.`)
  process.exit(2)
}

const charge = () => nombre(loadavg()[0]!, 1)
const dossier = mkdtempSync(join(tmpdir(), 'choral-bench-'))
const embarque = await startEmbedded(dossier, { ballast: false })
const admin = openPool(embarque.url(), { max: 1 })
let interrompu = false
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void terminer().then(() => process.exit(1)))

async function terminer() {
  if (interrompu) return
  interrompu = true
  await toutArreter()
  await admin.end().catch(() => {})
  await embarque.stop()
  rmSync(dossier, { recursive: true, force: true })
}

async function mesurer(bench: Bench): Promise<Ligne[]> {
  const base = `bench_${bench.nom.replaceAll('-', '_')}`
  await admin.query(`create database ${base}`)
  const url = embarque.url(base)
  const pool = openPool(url)
  const tmp = join(dossier, bench.nom)
  mkdirSync(tmp)
  try {
    await migrate(pool)
    return await bench.executer({
      pool,
      url,
      tmp,
      journal: (phrase) => console.error(`  ${phrase}`),
      portail: (env) => demarrerPortail(url, env),
    })
  } finally {
    await toutArreter()
    await pool.end()
    await admin.query(`drop database ${base} with (force)`)
  }
}

const colonnes = ['mesure', 'nous', 'pair', 'rapport', 'cible'] as const
const TITRES = ['mesure', 'Choral', 'pair ou limite', 'rapport', 'cible', 'atteint']

function imprimer(lignes: Ligne[]) {
  const cellules = [TITRES, ...lignes.map((l) => [...colonnes.map((c) => l[c]), l.atteint === null ? '—' : l.atteint ? 'oui' : 'NON'])]
  const largeurs = TITRES.map((_, i) => Math.max(...cellules.map((c) => c[i]!.length)))
  for (const c of cellules) console.log(`| ${c.map((x, i) => x.padEnd(largeurs[i]!)).join(' | ')} |`)
}

const lignes: Ligne[] = []
let manques = 0
try {
  for (const [nom, lire] of Object.entries(BENCHES).filter(([n]) => !noms.length || noms.includes(n))) {
    const { bench } = await lire()
    const avant = charge()
    console.error(`${nom} (charge ${avant} sur ${availableParallelism()} processeurs)`)
    const faites = await mesurer(bench).catch((erreur: Error) => {
      console.error(erreur)
      return [{ mesure: bench.nom, nous: erreur.message.split('\n')[0]!, pair: '', rapport: '', cible: 'mesurer', atteint: false }]
    })
    lignes.push(...faites.map((l) => ({ ...l, mesure: `${bench.nom} : ${l.mesure}` })))
    console.error(`  charge après : ${charge()}`)
  }
  imprimer(lignes)
  manques = lignes.filter((l) => l.atteint === false).length
  console.log(
    `${lignes.length} mesures, ${manques} cibles manquées. Node ${process.versions.node}, PostgreSQL 18 embarqué, fsync activé, ${availableParallelism()} processeurs, charge ${charge()}.`,
  )
} finally {
  await terminer()
}
process.exit(manques ? 1 : 0)
