import { createServer, get, type ClientRequest, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The answer to somebody who has hung up meanwhile: what is listened for on it from now on has happened already. */
export const reponseAUnParti = () =>
  new Promise<ServerResponse>((fini) => {
    let client: ClientRequest
    const serveur = createServer((_requete, reponse) => {
      reponse.once('close', () => serveur.close(() => fini(reponse)))
      client.destroy()
    }).listen(0, '127.0.0.1', () => {
      client = get(`http://127.0.0.1:${(serveur.address() as AddressInfo).port}`).on('error', () => {})
    })
  })
