// A client in a thread of its own: what the loop of this process waits for is then the server's work alone.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as attendre } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'

// Bytes on a socket. What is too big is refused at its headers: the body waits for that, since a connection closed on a client that still
// writes loses the answer.
const CLIENT = `const { parentPort } = require('node:worker_threads')
const { connect } = require('node:net')
let pret
parentPort.on('message', (m) => {
  if (m) { pret = m; return parentPort.postMessage('pret') }
  let texte = ''
  const prise = connect(pret.port, '127.0.0.1', () => {
    prise.write(pret.tete)
    setTimeout(() => texte || prise.write(pret.corps), pret.corps.length > 1_000_000 ? 500 : 0)
  })
  prise.setEncoding('utf8').on('data', (d) => { texte += d }).on('error', () => {}).on('close', () => parentPort.postMessage(texte)).setTimeout(120_000, () => prise.destroy())
})`

/** Sends from elsewhere, and says how long the server kept everybody else waiting meanwhile. */
export function expediteur() {
  const fil = new Worker(CLIENT, { eval: true })
  const dire = <T>(m: unknown) =>
    new Promise<T>((resolve) => {
      fil.once('message', resolve)
      fil.postMessage(m)
    })
  // Measured all along: the first interval after a start is not counted.
  const sonde = monitorEventLoopDelay({ resolution: 5 })
  sonde.enable()
  return {
    /**
     * The longest wait in milliseconds or, when shorter, what this thread worked in all: other programs of a busy machine also make a loop
     * late, and work of ours shows in both.
     */
    async retarder(url: string, entetes: Record<string, string>, corps: string): Promise<{ retard: number; reponse: Response }> {
      const { port, pathname, host } = new URL(url)
      const tete = `POST ${pathname} HTTP/1.1\r\n${Object.entries({
        host,
        connection: 'close',
        'content-length': Buffer.byteLength(corps),
        ...entetes,
      })
        .map(([k, v]) => `${k}: ${v}\r\n`)
        .join('')}\r\n`
      await dire({ port: Number(port), tete, corps })
      sonde.reset()
      const avant = process.threadCpuUsage()
      const recu = await dire<string>(null)
      const { user, system } = process.threadCpuUsage(avant)
      // A late timer is counted when it comes.
      await attendre(1)
      return { retard: Math.min(sonde.max / 1e6, (user + system) / 1e3), reponse: lire(recu) }
    },
    fermer: () => {
      sonde.disable()
      return fil.terminate()
    },
  }
}

function lire(recu: string): Response {
  const fin = recu.indexOf('\r\n\r\n')
  const [ligne = '', ...champs] = recu.slice(0, fin).split('\r\n')
  return new Response(recu.slice(fin + 4), {
    status: Number(ligne.split(' ')[1]),
    headers: champs.map((c): [string, string] => [c.slice(0, c.indexOf(':')), c.slice(c.indexOf(':') + 1).trim()]),
  })
}
