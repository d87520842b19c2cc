// The least that a server can do with what it is sent: one stream to one file, no check. Its folder is the first argument, its port the second.
import { createWriteStream } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

const [dossier, port] = process.argv.slice(2)
let n = 0
createServer(async (requete, reponse) => {
  if (requete.method === 'POST') await pipeline(requete, createWriteStream(join(dossier, String(n++))))
  reponse.end('ok')
}).listen(Number(port), '127.0.0.1')
