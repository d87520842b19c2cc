import { readFileSync } from 'node:fs'
import type { RequestListener, Server } from 'node:http'
import { createRequire } from 'node:module'

export const ADRESSE_AXE = '/essais/axe.js'

let lu: Buffer | null = null
export const sourceDAxe = () => (lu ??= readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js')))

/** A server under test also gives the program that looks at its pages, before it hears of the request: its routes stay its own. */
export function servirAxe(serveur: Server) {
  const siens = serveur.listeners('request') as RequestListener[]
  serveur.removeAllListeners('request')
  serveur.on('request', (requete, reponse) => {
    if (requete.url === ADRESSE_AXE)
      reponse.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'max-age=3600' }).end(sourceDAxe())
    else for (const ecouter of siens) ecouter.call(serveur, requete, reponse)
  })
}
