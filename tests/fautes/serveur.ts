// The real program, as its users start it: bundled, in a process of its own, over a data folder of its own; and the means to kill it.
import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as attendre } from 'node:timers/promises'
import { afterAll, inject } from 'vitest'
import { holderOf } from '#platform/database/first-start.ts'
import { openPool } from '#platform/database/open.ts'
import { ROOT } from '#platform/root.ts'
import { portLibre } from '#tests/ports.ts'

export const LONGS = process.env.ESSAIS === 'longs'
export const CLE_SECRETE = 'cle-des-essais-0123456789-0123456789'
const NODE = join(ROOT, 'node_modules', '.bin', process.platform === 'win32' ? 'node.exe' : 'node')

/** The server's bundle, as it is shipped, made once for the run. */
const SERVEUR = join(inject('paquets'), 'main.js')

/** How often a client asks again of a machine that says it is busy: half a minute. */
const ESSAIS_OCCUPE = 120

/** Posts as a client does: answered 503, « busy », it asks again under the same key. */
export async function envoyer(url: string, json: object, entetes: Record<string, string>): Promise<Response> {
  const cle = randomUUID()
  for (let essai = 0; ; essai++) {
    const r = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/json', 'idempotency-key': cle, ...entetes },
      body: JSON.stringify(json),
    })
    if (r.status !== 503 || essai === ESSAIS_OCCUPE) return r
    await attendre(250)
  }
}

export interface Fin {
  code: number | null
  signal: NodeJS.Signals | null
}
export interface Processus {
  enfant: ChildProcess
  sortie: () => string
  erreurs: () => string
  fin: Promise<Fin>
}

/** Starts the program with these settings and nothing of ours. */
export async function lancer(env: Record<string, string>): Promise<Processus> {
  const enfant = spawn(NODE, [SERVEUR], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_COMPILE_CACHE: join(inject('paquets'), '.compile'),
      LOG_LEVEL: 'silent',
      DEMONSTRATION: 'non',
      SECRET_KEY: CLE_SECRETE,
      LIMITE_PAR_MINUTE: '1000000',
      SECOND_FACTEUR: 'facultatif',
      ...env,
    },
  })
  let sortie = ''
  let erreurs = ''
  enfant.stdout!.on('data', (d: Buffer) => (sortie += d.toString()))
  enfant.stderr!.on('data', (d: Buffer) => (erreurs += d.toString()))
  const fin = new Promise<Fin>((resolve) => enfant.on('close', (code, signal) => resolve({ code, signal })))
  return { enfant, sortie: () => sortie, erreurs: () => erreurs, fin }
}

/** How long until this holds, in milliseconds; throws when it does not in time. */
export async function jusqua(quoi: string, vrai: () => boolean | Promise<boolean>, delaiMs = 300_000, pasMs = 25): Promise<number> {
  const debut = performance.now()
  for (;;) {
    if (await vrai()) return performance.now() - debut
    if (performance.now() - debut > delaiMs) throw new Error(`${quoi} : toujours pas après ${delaiMs} ms`)
    await attendre(pasMs)
  }
}

const statutDe = (url: string) =>
  fetch(url, { signal: AbortSignal.timeout(2000) }).then(
    (r) => r.status,
    () => 0,
  )

export interface Banc {
  dossier: string
  url: string
  port: number
  /** The embedded database, from outside the program. */
  urlBase: string
  processus: () => Processus | null
  /** Starts the program, unless it runs; resolves once it serves. */
  demarrer: (env?: Record<string, string>) => Promise<void>
  tuerServeur: () => Promise<void>
  /** kill -9 of the postmaster. */
  tuerPostgres: () => void
  /** kill -9 of one of the program's backends: PostgreSQL then restarts them all. */
  tuerUnBackend: () => Promise<void>
  pret: () => Promise<boolean>
  arreter: () => Promise<Fin | null>
}

export const pidPostgres = (dossier: string) => holderOf(join(dossier, 'postgres'))

/** A program over its own embedded PostgreSQL, stopped and swept away after the file's last test; asked at the top of the file. */
export async function banc(base: Record<string, string> = {}): Promise<Banc> {
  const dossier = mkdtempSync(join(tmpdir(), 'choral-fautes-'))
  const port = await portLibre()
  const url = `http://localhost:${port}`
  const urlBase = `postgres://choral@localhost/postgres?host=${encodeURIComponent(join(dossier, 'socket'))}`
  let courant: Processus | null = null
  const vivant = () => courant !== null && courant.enfant.exitCode === null && courant.enfant.signalCode === null
  const b: Banc = {
    dossier,
    url,
    port,
    urlBase,
    processus: () => courant,
    async demarrer(env = {}) {
      if (!vivant()) courant = await lancer({ PORT: String(port), PUBLIC_URL: url, DATA_DIR: dossier, ...base, ...env })
      await jusqua('le serveur répond', async () => {
        if (!vivant()) throw new Error(`le serveur s’est arrêté : ${courant?.erreurs()}`)
        return (await statutDe(`${url}/pret`)) === 200
      })
    },
    async tuerServeur() {
      if (!vivant()) return
      courant!.enfant.kill('SIGKILL')
      await courant!.fin
    },
    tuerPostgres() {
      const pid = pidPostgres(dossier)
      if (pid) process.kill(pid, 'SIGKILL')
    },
    async tuerUnBackend() {
      const pool = openPool(urlBase, { max: 1 })
      try {
        const { rows } = await pool.query<{ pid: number }>(
          `select pid from pg_stat_activity where application_name = 'choral' and pid <> pg_backend_pid() and backend_type = 'client backend' order by random() limit 1`,
        )
        if (rows[0]) process.kill(rows[0].pid, 'SIGKILL')
      } catch {
        /* already down */
      } finally {
        await pool.end().catch(() => {})
      }
    },
    pret: async () => (await statutDe(`${url}/pret`)) === 200,
    async arreter() {
      if (!vivant()) return null
      courant!.enfant.kill('SIGTERM')
      return courant!.fin
    },
  }
  afterAll(async () => {
    await b.arreter()
    const pid = pidPostgres(dossier)
    if (pid) {
      process.kill(pid, 'SIGQUIT')
      await jusqua('PostgreSQL s’arrête', () => pidPostgres(dossier) === null).catch(() => {})
    }
    rmSync(dossier, { recursive: true, force: true })
  })
  return b
}
