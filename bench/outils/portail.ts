import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { setTimeout as attendre } from 'node:timers/promises'
import { ROOT } from '#platform/root.ts'

/** Given to the Node of the portals that are measured: « --cpu-prof --cpu-prof-dir=… » says where their time goes. */
const OPTIONS_NODE = process.env.BENCH_NODE?.split(' ') ?? []
export const CLE_SECRETE = 'cle-du-banc-de-mesure-0123456789-0123456789'

export interface PortailLance {
  url: string
  pid: number
  arreter: () => Promise<void>
}

/** Whatever a bench started and must not leave behind. */
export const aArreter = new Set<() => Promise<void>>()
/** Ends what a bench that failed left behind. */
export const toutArreter = async () => void (await Promise.all([...aArreter].map((arreter) => arreter())))

export async function portLibre(): Promise<number> {
  const essai = createServer().listen(0, '127.0.0.1')
  await once(essai, 'listening')
  const { port } = essai.address() as AddressInfo
  essai.close()
  await once(essai, 'close')
  return port
}

/** Runs a program of the checkout, or another command, until told to stop: SIGTERM, and SIGKILL to what ignores it. */
export function lancer(
  argv: string[],
  env: Record<string, string> = {},
  commande = process.execPath,
): { processus: ChildProcess; arreter: () => Promise<void>; dit: () => string } {
  const { NODE_OPTIONS: _, ...reste } = process.env
  const processus = spawn(commande, argv, { cwd: ROOT, env: { ...reste, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let paroles = ''
  for (const flux of [processus.stdout, processus.stderr]) flux.on('data', (d: Buffer) => (paroles = (paroles + d.toString()).slice(-4000)))
  const arreter = async () => {
    aArreter.delete(arreter)
    if (processus.exitCode !== null || processus.signalCode !== null) return
    processus.kill('SIGTERM')
    const garde = setTimeout(() => processus.kill('SIGKILL'), 20_000)
    await once(processus, 'exit')
    clearTimeout(garde)
  }
  aArreter.add(arreter)
  return { processus, arreter, dit: () => paroles }
}

/** Waits for the first « ready » answer, looking every few milliseconds. */
export async function attendrePret(url: string, lance: ReturnType<typeof lancer>) {
  for (;;) {
    const pret = await fetch(`${url}/pret`).then(
      async (r) => (await r.text(), r.ok),
      () => false,
    )
    if (pret) return
    if (lance.processus.exitCode !== null) throw new Error(`le serveur s’est arrêté : ${lance.dit()}`)
    await attendre(5)
  }
}

/** The bundled server as « npm start » runs it, built first when a source changed, over a database that exists. */
export async function demarrerPortail(base: string, env: Record<string, string> = {}): Promise<PortailLance> {
  const port = await portLibre()
  const url = `http://localhost:${port}`
  const lance = lancer([...OPTIONS_NODE, '--min-semi-space-size=8', '--max-semi-space-size=8', 'scripts/start.mjs'], {
    PORT: String(port),
    PUBLIC_URL: url,
    DATABASE_URL: base,
    SECRET_KEY: CLE_SECRETE,
    DEMONSTRATION: 'non',
    SECOND_FACTEUR: 'facultatif',
    LOG_LEVEL: 'error',
    LIMITE_PAR_MINUTE: '100000000',
    ...env,
  })
  await attendrePret(url, lance)
  return { url, pid: lance.processus.pid!, arreter: lance.arreter }
}
