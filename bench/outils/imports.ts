import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as attendre } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { openPool } from '#platform/database/open.ts'
import { ROOT } from '#platform/root.ts'
import type { PortailLance } from './portail.ts'

/** The reading thread of an import alone, whose lines go nowhere. In seconds. */
export async function lireSeul(travailleur: string, contenu: Buffer, donnees: object): Promise<number> {
  const debut = performance.now()
  const fil = new Worker(join(ROOT, travailleur), { workerData: { contenu: new Uint8Array(contenu), octets: 200_000_000, ...donnees }, execArgv: [] })
  await new Promise<void>((resolve, reject) => fil.on('message', (m: object) => ('lot' in m ? fil.postMessage('suite') : 'fin' in m ? resolve() : reject(new Error(JSON.stringify(m))))).on('error', reject))
  return (performance.now() - debut) / 1000
}

/** Resident memory of a process, in MB. */
export const residente = (pid: number) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024

/** Somebody else's page, asked ten times a second for as long as the work lasts (ms each); and the memory of the server meanwhile (MB). */
export async function pendant<T>(portail: PortailLance, page: { chemin: string; entetes: Record<string, string> }, travail: () => Promise<T>): Promise<{ issue: T; secondes: number; pages: number[]; memoire: number }> {
  const pages: number[] = []
  let [fini, memoire] = [false, 0]
  const sonde = (async () => {
    while (!fini) {
      const debut = performance.now()
      const r = await fetch(portail.url + page.chemin, { headers: page.entetes })
      await r.text()
      if (!r.ok) throw new Error(`page : ${r.status}`)
      pages.push(performance.now() - debut)
      memoire = Math.max(memoire, residente(portail.pid))
      await attendre(Math.max(0, 100 - (performance.now() - debut)))
    }
  })()
  const debut = performance.now()
  const issue = await travail().finally(() => (fini = true))
  const secondes = (performance.now() - debut) / 1000
  await sonde
  return { issue, secondes, pages, memoire }
}

/** The same rows into tables with the same indexes and constraints, as fast as the database takes them: no foreign keys, nobody asked. */
export async function copier(url: string, parties: { table: string; ou: string }[]): Promise<{ secondes: number; lignes: number }> {
  const pool = openPool(url, { max: 1 })
  const client = await pool.connect()
  try {
    let [secondes, lignes] = [0, 0]
    for (const { table, ou } of parties) {
      await client.query(`create table ${table}_copie (like ${table} including all)`)
      const morceaux: Buffer[] = []
      await pipeline(client.query(copyTo(`copy (select * from ${table} where ${ou}) to stdout`)), new Writable({ write: (m: Buffer, _e, fait) => (morceaux.push(m), fait()) }))
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
