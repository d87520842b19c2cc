// Somebody else's page, asked ten times a second from a thread of its own: what its times measure is the server, not the one that keeps it busy.
import { setTimeout as attendre } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'

let fini = false
parentPort.on('message', () => (fini = true))
const pages = []
while (!fini) {
  const debut = performance.now()
  const r = await fetch(workerData.url, { headers: workerData.entetes })
  await r.text()
  if (!r.ok) throw new Error(`page : ${r.status}`)
  pages.push(performance.now() - debut)
  await attendre(Math.max(0, 100 - (performance.now() - debut)))
}
parentPort.postMessage(pages)
parentPort.close()
