import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Pool } from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { STRUCTURES } from '#app/organisation/annuaire/colonnes.ts'
import { DEPUIS_STRUCTURES, ecrireFichier } from '#app/organisation/annuaire/exporter.ts'
import type { FiltreAnnuaire } from '#app/organisation/annuaire/filtre.ts'
import { listerAnnuaire } from '#app/organisation/annuaire/lister.ts'
import { openDatabase, openPool } from '#platform/database/open.ts'
import { hasard, inventerStructures } from './donnees/structures.ts'
import { GENRES, requetes } from './donnees/requetes.ts'
import { nombre, quantile } from './outils/chiffres.ts'
import { residente } from './outils/imports.ts'
import type { Ligne, Outils } from './outils/types.ts'

const STRUCTURES_N = Number(process.env.BENCH_STRUCTURES ?? 200_000)
const SERVICES_N = Math.round(STRUCTURES_N * 0.4)
const REQUETES = 300
const [P95_MS, EXPORT] = [15, 0.3]
const MEMOIRE_MO = 100
const JEU = { nom: 'structures', colonnes: STRUCTURES, depuis: DEPUIS_STRUCTURES, ordre: 's.identifiant collate "C", s.id' }

/** COPY without triggers, then the search built once: what the operator's import of a whole directory comes to. */
async function peupler(pool: Pool) {
  const structures = [...inventerStructures(STRUCTURES_N)]
  const lignes = function* () {
    for (const s of structures) yield `SIRET\t${s.identifiant}\t${s.raisonSociale}\tPUBLIQUE\t${s.ville}\t${s.codePostal}\n`
  }
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query('alter table structure disable trigger user')
    await pipeline(
      Readable.from(lignes()),
      client.query(
        copyFrom('copy structure (type_identifiant, identifiant, raison_sociale, type_structure, ville, code_postal) from stdin'),
      ),
    )
    await client.query('alter table structure enable trigger user')
    await client.query('commit')
    await client.query(
      `insert into service (structure, code, nom)
        select id, case when n % 40 = 0 then 'VOIRIE' else 'SRV-' || n end, 'Service ' || n
        from (select id, row_number() over (order by identifiant) as n from structure) s
        where n <= ${SERVICES_N}`,
    )
    await client.query('select reconstruire_recherche()')
    await client.query('vacuum (analyze)')
  } finally {
    client.release()
  }
  return structures
}

/** Questions of each kind: those of the portal's search, and those that only a directory is asked. */
function questions(structures: Awaited<ReturnType<typeof peupler>>): Record<string, FiltreAnnuaire[]> {
  const u = hasard(11)
  const une = () => structures[Math.floor(u() * structures.length)]!
  const fois = (faire: () => FiltreAnnuaire) => Array.from({ length: REQUETES }, faire)
  const communs = ['commune', 'mairie', 'communaute', 'syndicat', 'saint', 'ecole', 'sarl', 'voirie']
  return {
    ...Object.fromEntries(Object.keys(GENRES).map((g) => [g, requetes(g, structures, REQUETES, u).map((r) => ({ recherche: r.texte }))])),
    'mot très courant': fois(() => ({ recherche: communs[Math.floor(u() * communs.length)]! })),
    'mot courant et ville': fois(() => ({ recherche: communs[Math.floor(u() * communs.length)]!, ville: une().ville })),
    ville: fois(() => ({ ville: une().ville })),
    'code postal': fois(() => ({ codePostal: une().codePostal })),
    département: fois(() => ({ departement: une().codePostal.slice(0, 2), tri: 'ville' })),
    'code de service': fois(() => ({ recherche: `SRV-${Math.floor(u() * SERVICES_N)}` })),
    'sans rien, chaque tri': fois(() => ({ tri: ['raisonSociale', '-ville', 'codePostal', '-identifiant'][Math.floor(u() * 4)]! })),
  }
}

/** Through connections as the portal's: its marked statements are planned once. */
async function chercher({ pool, url, journal }: Outils, structures: Awaited<ReturnType<typeof peupler>>): Promise<Ligne[]> {
  const portail = openPool(url, { named: true })
  const db = openDatabase(portail)
  const lignes: Ligne[] = []
  for (const [genre, liste] of Object.entries(questions(structures))) {
    for (const f of liste.slice(0, 50)) await listerAnnuaire(db, f)
    const [temps, plancher] = [[] as number[], [] as number[]]
    for (const f of liste) {
      let debut = performance.now()
      await listerAnnuaire(db, f)
      temps.push(performance.now() - debut)
      const id = structures[temps.length]!.identifiant
      debut = performance.now()
      await pool.query(`select * from structure where type_identifiant = 'SIRET' and identifiant = $1`, [id])
      plancher.push(performance.now() - debut)
    }
    const p95 = quantile(temps, 0.95)
    const dire = (t: number[]) => [0.5, 0.95, 0.99].map((q) => nombre(quantile(t, q))).join(' / ')
    journal(`${genre} : ${dire(temps)} ms`)
    lignes.push({
      mesure: `${genre}, page et compte, p50 / p95 / p99`,
      nous: `${dire(temps)} ms`,
      pair: `lecture par clé ${dire(plancher)} ms`,
      rapport: `${nombre(p95 / quantile(plancher, 0.95))} ×`,
      cible: `p95 ≤ ${P95_MS} ms`,
      atteint: p95 <= P95_MS,
    })
  }
  await portail.end()
  return lignes
}

/** The same columns and rows in the same order, as COPY gives them out, into a file. */
async function copier(pool: Pool, ou: string): Promise<number> {
  const client = await pool.connect()
  const debut = performance.now()
  try {
    await pipeline(
      client.query(
        copyTo(
          `copy (select ${STRUCTURES.map(([titre, v]) => `${v} as "${titre}"`).join(', ')} from ${DEPUIS_STRUCTURES} order by ${JEU.ordre})
                to stdout (format csv, header true, delimiter ';')`,
        ),
      ),
      createWriteStream(ou),
    )
  } finally {
    client.release()
  }
  return (performance.now() - debut) / 1000
}

/** Most memory that this process holds more than before, in MB, while a work lasts. */
async function memoirePendant(travail: () => Promise<void>): Promise<{ secondes: number; memoire: number }> {
  const avant = residente(process.pid)
  let plus = 0
  const sonde = setInterval(() => (plus = Math.max(plus, residente(process.pid) - avant)), 50)
  const debut = performance.now()
  await travail().finally(() => clearInterval(sonde))
  return { secondes: (performance.now() - debut) / 1000, memoire: plus }
}

async function executer(outils: Outils): Promise<Ligne[]> {
  const { pool, tmp, journal } = outils
  const structures = await peupler(pool)
  journal(`${STRUCTURES_N} structures, ${SERVICES_N} services`)
  const lignes = await chercher(outils, structures)
  await copier(pool, join(tmp, 'copie.csv'))
  const copie = await copier(pool, join(tmp, 'copie.csv'))
  for (const format of ['csv', 'json', 'xlsx'] as const) {
    const { secondes, memoire } = await memoirePendant(() => ecrireFichier(pool, JEU, format, join(tmp, `structures.${format}`)))
    journal(`${format} : ${nombre(secondes)} s, + ${nombre(memoire)} Mo`)
    lignes.push({
      mesure: `tout l’annuaire en ${format}, ${STRUCTURES_N} lignes`,
      nous: `${nombre(secondes)} s`,
      pair: `COPY … TO ${nombre(copie)} s`,
      rapport: `${nombre(copie / secondes)} ×`,
      cible: `≥ ${nombre(EXPORT, 1)} ×`,
      atteint: copie / secondes >= EXPORT,
    })
    lignes.push({
      mesure: `mémoire pendant l’export en ${format}`,
      nous: `+ ${nombre(memoire)} Mo`,
      pair: '',
      rapport: '',
      cible: `≤ + ${MEMOIRE_MO} Mo`,
      atteint: memoire <= MEMOIRE_MO,
    })
  }
  return lignes
}

export const bench = { nom: 'annuaire', executer }
