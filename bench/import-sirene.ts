import { createWriteStream, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import type { Pool } from 'pg'
import { importerSirene } from '#app/organisation/sirene/importer.ts'
import { LOT } from '#app/organisation/sirene/lots-csv.ts'
import { nombre } from './outils/chiffres.ts'
import { tempsProcesseur } from './outils/processeur.ts'
import type { Ligne, Outils } from './outils/types.ts'

const LIGNES = Number(process.env.BENCH_LIGNES ?? 500_000)
const REGISTRE = 40_000_000
const [RAPPORT, MEMOIRE_MO] = [0.6, 250]

const ADRESSE = [
  'numeroVoie',
  'indiceRepetition',
  'typeVoie',
  'libelleVoie',
  'codePostal',
  'libelleCommune',
  'libelleCommuneEtranger',
  'distributionSpeciale',
  'codeCommune',
  'codeCedex',
  'libelleCedex',
  'codePaysEtranger',
  'libellePaysEtranger',
]
/** The 54 columns of StockEtablissement, in its order. */
const TITRES = [
  'siren',
  'nic',
  'siret',
  'statutDiffusionEtablissement',
  'dateCreationEtablissement',
  'trancheEffectifsEtablissement',
  'anneeEffectifsEtablissement',
  'activitePrincipaleRegistreMetiersEtablissement',
  'dateDernierTraitementEtablissement',
  'etablissementSiege',
  'nombrePeriodesEtablissement',
  'complementAdresseEtablissement',
  ...ADRESSE.flatMap((c) =>
    c === 'typeVoie'
      ? ['dernierNumeroVoieEtablissement', 'indiceRepetitionDernierNumeroVoieEtablissement', `${c}Etablissement`]
      : [`${c}Etablissement`],
  ),
  'identifiantAdresseEtablissement',
  'coordonneeLambertAbscisseEtablissement',
  'coordonneeLambertOrdonneeEtablissement',
  'complementAdresse2Etablissement',
  ...ADRESSE.map((c) => `${c}2Etablissement`),
  'dateDebut',
  'etatAdministratifEtablissement',
  'enseigne1Etablissement',
  'enseigne2Etablissement',
  'enseigne3Etablissement',
  'denominationUsuelleEtablissement',
  'activitePrincipaleEtablissement',
  'nomenclatureActivitePrincipaleEtablissement',
  'caractereEmployeurEtablissement',
  'activitePrincipaleNAF25Etablissement',
]
const VOIES = ['RUE', 'AV', 'BD', 'CHE', 'RTE', 'PL', 'IMP', 'ALL', 'CHS', 'LD']
const NOMS = [
  'DE LA REPUBLIQUE',
  'VICTOR HUGO',
  'DES TILLEULS',
  'DU GENERAL DE GAULLE',
  'D’ENGHIEN',
  'DE L’EGLISE',
  'JEAN JAURES',
  'DU MOULIN NEUF',
  'PASTEUR',
]
const VILLES = [
  ['75010', 'PARIS 10'],
  ['44000', 'NANTES'],
  ['80100', 'ABBEVILLE'],
  ['13001', 'MARSEILLE 1'],
  ['38490', 'CHIMILIN'],
  ['97400', 'SAINT-DENIS'],
  ['67000', 'STRASBOURG'],
] as const

/** The nth establishment: a third closed, a tenth withheld, a seventh with a sign between quotes, as the register has them. */
function etablissement(n: number): string {
  const siren = String(300_000_000 + Math.floor(n / 2) * 7)
  const nic = String((n % 2) * 10_000 + 13 + (n % 9)).padStart(5, '0')
  const jour = `${1975 + (n % 50)}-${String(1 + (n % 12)).padStart(2, '0')}-${String(1 + (n % 28)).padStart(2, '0')}`
  const [codePostal, ville] = VILLES[n % VILLES.length]!
  const cache = n % 10 === 3
  const rue = (v: string) => (cache ? '[ND]' : v)
  const champs: Record<string, string> = {
    siren,
    nic,
    siret: siren + nic,
    statutDiffusionEtablissement: cache ? 'P' : 'O',
    dateCreationEtablissement: jour,
    trancheEffectifsEtablissement: n % 5 ? 'NN' : '11',
    anneeEffectifsEtablissement: n % 5 ? '' : '2023',
    dateDernierTraitementEtablissement: '2024-03-22T14:07:51',
    etablissementSiege: String(n % 2 === 0),
    nombrePeriodesEtablissement: String(1 + (n % 4)),
    complementAdresseEtablissement: n % 6 ? '' : `BATIMENT ${n % 40}`,
    numeroVoieEtablissement: rue(String(1 + (n % 180))),
    indiceRepetitionEtablissement: n % 15 ? '' : 'B',
    typeVoieEtablissement: rue(VOIES[n % VOIES.length]!),
    libelleVoieEtablissement: rue(NOMS[n % NOMS.length]!),
    codePostalEtablissement: codePostal,
    libelleCommuneEtablissement: ville,
    distributionSpecialeEtablissement: n % 40 ? '' : `BP ${n % 900}`,
    codeCommuneEtablissement: codePostal,
    identifiantAdresseEtablissement: rue(`${codePostal}${String(n % 9999).padStart(4, '0')}_B`),
    coordonneeLambertAbscisseEtablissement: rue(`${300_000 + (n % 500_000)}.27`),
    coordonneeLambertOrdonneeEtablissement: rue(`${6_200_000 + (n % 700_000)}.81`),
    dateDebut: jour,
    etatAdministratifEtablissement: n % 3 ? 'A' : 'F',
    enseigne1Etablissement: n % 7 ? '' : `"CHEZ ""L’AMI"", N° ${n % 5000}"`,
    denominationUsuelleEtablissement: n % 11 ? '' : `ATELIER ${n % 8000}`,
    activitePrincipaleEtablissement: `${10 + (n % 80)}.20Z`,
    nomenclatureActivitePrincipaleEtablissement: 'NAFRev2',
    caractereEmployeurEtablissement: n % 5 ? 'N' : 'O',
    activitePrincipaleNAF25Etablissement: `${10 + (n % 80)}.20Y`,
  }
  return TITRES.map((t) => champs[t] ?? '').join(',')
}

function* stock() {
  yield `${TITRES.join(',')}\n`
  for (let n = 0; n < LIGNES; n += 1000)
    yield Array.from({ length: Math.min(1000, LIGNES - n) }, (_, i) => `${etablissement(n + i)}\n`).join('')
}

const residente = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))![1]) / 1024
const vider = (pool: Pool) => pool.query('truncate sirene_etablissement, sirene_import')
const contenu = async (pool: Pool) =>
  (
    await pool.query<{ n: number; somme: string }>(
      'select count(*)::int as n, sum(hashtext(e::text)::bigint)::text as somme from sirene_etablissement e',
    )
  ).rows[0]!

/** Seconds of processor while something runs: this program's, and those of the connections, each a process of the database. */
async function processeur<T>(pool: Pool, travail: () => Promise<T>): Promise<{ rendu: T; node: number; base: number }> {
  const garde = [await pool.connect(), await pool.connect()] // so that the same two connections serve
  const pids = await Promise.all(garde.map(async (c) => (await c.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]!.pid))
  for (const c of garde) c.release()
  const base = () => pids.reduce((n, pid) => n + tempsProcesseur(pid), 0) / 1000
  const [avant, node] = [base(), process.cpuUsage()]
  const rendu = await travail()
  const { user, system } = process.cpuUsage(node)
  return { rendu, node: (user + system) / 1e6, base: base() - avant }
}

/** The rows as they end, into a table without an index, then its primary key: as fast as the database takes them. */
async function copier(pool: Pool): Promise<number> {
  const client = await pool.connect()
  try {
    const morceaux: Buffer[] = []
    await pipeline(
      client.query(copyTo('copy sirene_etablissement to stdout')),
      new Writable({ write: (m: Buffer, _e, fait) => (morceaux.push(m), fait()) }),
    )
    await client.query('create table sirene_etablissement_copie (like sirene_etablissement)')
    const debut = performance.now()
    await pipeline(Readable.from(morceaux), client.query(copyFrom('copy sirene_etablissement_copie from stdin')))
    await client.query('alter table sirene_etablissement_copie add primary key (siret)')
    return (performance.now() - debut) / 1000
  } finally {
    client.release()
  }
}

/** Cut after half of the file, then called again: rows read anew, and seconds. */
async function reprendre(pool: Pool, fichier: string): Promise<{ reprisA: number; secondes: number }> {
  const arret = new AbortController()
  const lot = { octets: Math.min(LOT.octets, Math.ceil(statSync(fichier).size / 10)), lignes: LOT.lignes }
  await importerSirene(pool, fichier, { lot, signal: arret.signal, surProgres: (p) => p.pourcentage >= 50 && arret.abort() }).catch(
    (erreur: Error) => {
      if (erreur.name !== 'AbortError') throw erreur
    },
  )
  return importerSirene(pool, fichier, { lot })
}

async function executer({ pool, tmp, journal }: Outils): Promise<Ligne[]> {
  const fichier = join(tmp, 'StockEtablissement_utf8.csv')
  await pipeline(Readable.from(stock()), createWriteStream(fichier))
  const repos = residente()
  let memoire = 0
  const import_ = await processeur(pool, () =>
    importerSirene(pool, fichier, { surProgres: () => (memoire = Math.max(memoire, residente() - repos)) }),
  )
  const bilan = import_.rendu
  const attendu = await contenu(pool)
  if (attendu.n !== LIGNES) throw new Error(`import : ${attendu.n} lignes sur ${LIGNES}`)
  const copie_ = await processeur(pool, () => copier(pool))
  const copie = copie_.rendu
  journal(
    `processeur : import ${nombre(import_.node)} s ici, ${nombre(import_.base)} s dans la base ; COPY et clé ${nombre(copie_.node)} s ici, ${nombre(copie_.base)} s dans la base (lecture comprise)`,
  )
  journal(
    `${LIGNES} lignes, ${nombre(statSync(fichier).size / 1e6)} Mo ; import ${nombre(bilan.secondes)} s, COPY et clé ${nombre(copie)} s`,
  )

  await vider(pool)
  const reprise = await reprendre(pool, fichier)
  const obtenu = await contenu(pool)
  const pareil = obtenu.n === attendu.n && obtenu.somme === attendu.somme && reprise.reprisA >= LIGNES / 2 && reprise.reprisA < LIGNES

  const [nous, pair] = [LIGNES / bilan.secondes, LIGNES / copie]
  return [
    {
      mesure: `importer ${LIGNES} établissements, 54 colonnes, index en place`,
      nous: `${nombre(nous)} lignes/s`,
      pair: `COPY des mêmes lignes, puis la clé : ${nombre(pair)} lignes/s`,
      rapport: `${nombre(nous / pair)} ×`,
      cible: `≥ ${nombre(RAPPORT, 1)} ×`,
      atteint: nous / pair >= RAPPORT,
    },
    {
      mesure: '40 millions de lignes, extrapolé, non mesuré',
      nous: `${nombre(REGISTRE / nous / 60)} min`,
      pair: `${nombre(REGISTRE / pair / 60)} min`,
      rapport: '',
      cible: '',
      atteint: null,
    },
    {
      mesure: 'mémoire pendant l’import, au plus fort',
      nous: `+ ${nombre(memoire)} Mo`,
      pair: `au départ ${nombre(repos)} Mo`,
      rapport: '',
      cible: `≤ + ${MEMOIRE_MO} Mo`,
      atteint: memoire <= MEMOIRE_MO,
    },
    {
      mesure: 'coupé à la moitié, relancé',
      nous: `reprend à ${reprise.reprisA} lignes, ${nombre(reprise.secondes)} s`,
      pair: `d’une traite ${nombre(bilan.secondes)} s`,
      rapport: '',
      cible: 'mêmes lignes',
      atteint: pareil,
    },
  ]
}

export const bench = { nom: 'import-sirene', executer }
