// The limit of live chat: bare `ws`, in the memory of one process; nothing stored, nobody asked.
import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'

const salons = new Map()
const serveur = createServer((_q, r) => r.end('ok'))
new WebSocketServer({ server: serveur, perMessageDeflate: false }).on('connection', (prise, requete) => {
  const id = requete.url.slice(2)
  const salon = salons.get(id) ?? new Set()
  salons.set(id, salon.add(prise))
  prise.on('message', (m) => {
    for (const p of salon) p.send(m.toString())
  })
  prise.on('close', () => salon.delete(prise))
})
serveur.listen(Number(process.argv[2]), '127.0.0.1')
