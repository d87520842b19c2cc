import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as attendre } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { openPool } from '#platform/database/open.ts'
import { ROOT } from '#platform/root.ts'
import { nombre, quantile } from './chiffres.ts'
import type { PortailLance } from './portail.ts'
import type { Ligne, Outils } from './types.ts'

/** The reading thread of an import alone, whose lines go nowhere. In seconds. */
async function lireSeul(travailleur: string, contenu: Buffer, donnees: object): Promise<number> {
  const debut = performance.now()
  const fil = new Worker(join(ROOT, travailleur), {
    workerData: { contenu: new Uint8Array(contenu), octets: 200_000_000, ...donnees },
    execArgv: [],
  })
  await new Promise<void>((resolve, reject) =>
    fil
      .on('message', (m: object) => ('lot' in m ? fil.postMessage('suite') : 'fin' in m ? resolve() : reject(new Error(JSON.stringify(m)))))
      .on('error', reject),
  )
  return (performance.now() - debut) / 1000
}

/** Resident memory of a process, in MB. */
export const residente = (pid: number) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024

/** Somebody else's page, asked ten times a second for as long as the work lasts (ms each); and the memory of the server meanwhile (MB). */
export async function pendant<T>(
  portail: PortailLance,
  page: { chemin: string; entetes: Record<string, string> },
  travail: () => Promise<T>,
): Promise<{ issue: T; secondes: number; pages: number[]; memoire: number }> {
  const sonde = new Worker(new URL('./sonde.mjs', import.meta.url), {
    workerData: { url: portail.url + page.chemin, entetes: page.entetes },
    execArgv: [],
  })
  const mesurees = new Promise<number[]>((resolve, reject) => void sonde.on('message', resolve).on('error', reject))
  mesurees.catch(() => {}) // said at the end
  let memoire = 0
  const regard = setInterval(() => (memoire = Math.max(memoire, residente(portail.pid))), 100)
  const debut = performance.now()
  try {
    const issue = await travail()
    const secondes = (performance.now() - debut) / 1000
    sonde.postMessage('fini')
    return { issue, secondes, pages: await mesurees, memoire: Math.max(memoire, residente(portail.pid)) }
  } finally {
    clearInterval(regard)
    await sonde.terminate()
  }
}

/** The same rows into tables with the same indexes and constraints, as fast as the database takes them: no foreign keys, nobody asked. */
async function copier(url: string, parties: { table: string; ou: string }[]): Promise<{ secondes: number; lignes: number }> {
  const pool = openPool(url, { max: 1 })
  const client = await pool.connect()
  try {
    let [secondes, lignes] = [0, 0]
    for (const { table, ou } of parties) {
      await client.query(`create table ${table}_copie (like ${table} including all)`)
      const morceaux: Buffer[] = []
      await pipeline(
        client.query(copyTo(`copy (select * from ${table} where ${ou}) to stdout`)),
        new Writable({ write: (m: Buffer, _e, fait) => (morceaux.push(m), fait()) }),
      )
      const debut = performance.now()
      await pipeline(Readable.from(morceaux), client.query(copyFrom(`copy ${table}_copie from stdin`)))
      secondes += (performance.now() - debut) / 1000
      lignes += (await client.query<{ n: number }>(`select count(*)::int as n from ${table}_copie`)).rows[0]!.n
    }
    return { secondes, lignes }
  } finally {
    client.release()
    await pool.end()
  }
}

const [JUGER_S, FAIRE_S, MEMOIRE_MO, PAGE_MS] = [15, 30, 250, 200]
type Comptes = Record<string, number>

/** An import to measure: its file, what it must be judged as, what it must do. */
export interface ImportMesure {
  genre: 'utilisateurs' | 'services'
  demande: 'utilisateur.importer' | 'service.importer'
  contenu: Buffer
  lignes: number
  /** The reading thread, and what it must know besides the file. */
  travailleur: string
  donnees: object
  /** Somebody else's page, asked meanwhile. */
  page: { chemin: string; entetes: Record<string, string> }
  /** What the judgement must count, and the effect. */
  juge: Comptes
  fait: Comptes
  /** What the work is, once done. */
  dire: (fait: Comptes) => string
  /** The rows that COPY writes too. */
  copie: (demande: number) => { table: string; ou: string }[]
}

/**
 * Reading alone, then deposit and judgement, then effect, each with somebody else's page and the server's memory beside; and COPY of the
 * same rows.
 */
export async function mesurerImport({ pool, url, journal, portail: demarrer }: Outils, m: ImportMesure): Promise<Ligne[]> {
  const {
    page: { chemin, entetes },
  } = m
  const portail = await demarrer()
  for (let i = 0; i < 50; i++) await (await fetch(portail.url + chemin, { headers: entetes })).text()
  const repos = residente(portail.pid)
  const lecture = await lireSeul(m.travailleur, m.contenu, { ...m.donnees, lignes: m.lignes })
  journal(
    `${m.lignes} lignes, ${nombre(m.contenu.length / 1e6)} Mo ; lecture seule ${nombre(lecture)} s ; serveur au repos ${nombre(repos)} Mo`,
  )

  const corps = new FormData()
  corps.set('fichier', new Blob([new Uint8Array(m.contenu)]), `${m.genre}.xlsx`)
  const depot = await pendant(portail, m.page, async () => {
    const r = await fetch(`${portail.url}/api/v1/imports/${m.genre}`, { method: 'POST', headers: entetes, body: corps })
    const vu = (await r.json()) as { id: string; detail?: string } & Comptes
    if (r.status !== 201) throw new Error(vu.detail)
    return vu
  })
  exiger('vérification', depot.issue, m.juge)
  const dire = (quoi: string, x: typeof depot | typeof effet) =>
    journal(`${quoi} ${nombre(x.secondes)} s, page p99 ${nombre(quantile(x.pages, 0.99))} ms, mémoire + ${nombre(x.memoire - repos)} Mo`)
  dire('dépôt et vérification', depot)

  const effet = await pendant(portail, m.page, async () => {
    const r = await fetch(`${portail.url}/api/v1/demandes/${m.demande}`, {
      method: 'POST',
      headers: { ...entetes, 'content-type': 'application/json' },
      body: JSON.stringify({ import: depot.issue.id, lignes: 'valides' }),
    })
    if (r.status !== 201) throw new Error(await r.text())
    for (;;) {
      const { rows } = await pool.query<{ id: number; etat: string; resultat: Comptes }>(
        'select d.id, d.etat, d.resultat from import i join demande d on d.id = i.demande where i.id = $1',
        [depot.issue.id],
      )
      if (rows[0]?.etat === 'effective') return rows[0]
      await attendre(100)
    }
  })
  exiger('effet', effet.issue.resultat, { ...m.fait, echouees: 0 })
  dire('effet', effet)
  await portail.arreter()
  const copie = await copier(url, m.copie(effet.issue.id))

  const apres = depot.secondes - lecture
  const memoire = Math.max(depot.memoire, effet.memoire) - repos
  const pages = (mesure: string, p: number[]): Ligne => ({
    mesure: `page d’un autre, pendant ${mesure}`,
    nous: `p50 ${nombre(quantile(p, 0.5))}, p99 ${nombre(quantile(p, 0.99))}, au plus ${nombre(Math.max(...p))} ms`,
    pair: '',
    rapport: '',
    cible: `p99 ≤ ${PAGE_MS} ms`,
    atteint: quantile(p, 0.99) <= PAGE_MS,
  })
  return [
    {
      mesure: `vérifier ${m.lignes} lignes, lecture déduite`,
      nous: `${nombre(apres)} s`,
      pair: `lecture seule ${nombre(lecture)} s`,
      rapport: `${nombre(apres / lecture)} ×`,
      cible: `≤ ${JUGER_S} s`,
      atteint: apres <= JUGER_S,
    },
    {
      mesure: m.dire(effet.issue.resultat),
      nous: `${nombre(effet.secondes)} s`,
      pair: `COPY des ${copie.lignes} mêmes lignes ${nombre(copie.secondes)} s`,
      rapport: `${nombre(effet.secondes / copie.secondes)} ×`,
      cible: `≤ ${FAIRE_S} s`,
      atteint: effet.secondes <= FAIRE_S,
    },
    {
      mesure: 'mémoire du serveur, au plus fort',
      nous: `+ ${nombre(memoire)} Mo`,
      pair: `au repos ${nombre(repos)} Mo`,
      rapport: '',
      cible: `≤ + ${MEMOIRE_MO} Mo`,
      atteint: memoire <= MEMOIRE_MO,
    },
    pages('la vérification', depot.pages),
    pages('l’effet', effet.pages),
  ]
}

function exiger(quoi: string, lu: Comptes, attendu: Comptes) {
  if (Object.entries(attendu).some(([nom, n]) => (lu[nom] ?? 0) !== n)) throw new Error(`${quoi} : ${JSON.stringify(lu)}`)
}
