// The peer of live chat: socket.io over its PostgreSQL adapter, one room a conversation; nothing stored, nobody asked.
import { createServer } from 'node:http'
import { createAdapter } from '@socket.io/postgres-adapter'
import pg from 'pg'
import { Server } from 'socket.io'

const pool = new pg.Pool({ connectionString: process.argv[3], max: 8 })
const serveur = createServer((_q, r) => r.end('ok'))
const io = new Server(serveur, { transports: ['websocket'], perMessageDeflate: false })
io.adapter(createAdapter(pool, { errorHandler: () => {} }))
io.on('connection', (prise) => {
  const { salon } = prise.handshake.auth
  void prise.join(salon)
  prise.on('dire', (texte, recu) => {
    io.to(salon).emit('dit', texte)
    recu()
  })
})
serveur.listen(Number(process.argv[2]), '127.0.0.1')
