import { connect, type Socket } from 'node:net'
import { setTimeout as attendre } from 'node:timers/promises'
import { io, type Socket as PriseIo } from 'socket.io-client'
import WebSocket from 'ws'

/** Both sides of many conversations: says a text in one of them, and is told of each text that arrives. */
export interface Bavards {
  /** Resolves once it is accepted; `partir` when it leaves. */
  dire: (conversation: number, texte: string, partir?: () => void) => Promise<void>
  fermer: () => void
}
type Entendre = (texte: string) => void
const MARQUE = /#\d+#/g
const LOT = 50

async function parLots<T>(n: number, faire: (i: number) => Promise<T>): Promise<T[]> {
  const faits: T[] = []
  for (let i = 0; i < n; i += LOT) faits.push(...(await Promise.all(Array.from({ length: Math.min(LOT, n - i) }, (_, j) => faire(i + j)))))
  return faits
}

export interface Cote {
  port: number
  chemin: string
  cookie: string
}
export interface Duo {
  lecteurs: Cote[]
  auteur: Cote
  api: string
}

/** One side may say so much in one conversation, or is taken for a machine. */
const PAR_CONVERSATION_ET_SECONDE = 1.8

/** Ours: a stream a side, each on its process; messages are posted over connections that are kept. */
export async function choral(duos: Duo[], entendre: Entendre, connexions: number): Promise<Bavards> {
  const flux = (await parLots(duos.length, async (i) => Promise.all(duos[i]!.lecteurs.map((c) => ouvrirFlux(c, entendre))))).flat()
  const libres = await Promise.all(Array.from({ length: connexions }, (_, i) => poste(duos[i % duos.length]!.auteur.port)))
  const attend: ((p: Poste) => void)[] = []
  let prochain = performance.now()
  return {
    async dire(n, texte, partir) {
      prochain = Math.max(prochain, performance.now() - 50) + 1000 / (duos.length * PAR_CONVERSATION_ET_SECONDE)
      if (prochain - performance.now() > 1) await attendre(prochain - performance.now())
      const p = libres.pop() ?? (await new Promise<Poste>((r) => attend.push(r)))
      partir?.()
      const { auteur, api } = duos[n]!
      const corps = JSON.stringify({ texte })
      const statut = await p.envoyer(
        `POST ${api} HTTP/1.1\r\nhost: localhost\r\ncookie: ${auteur.cookie}\r\nsec-fetch-site: same-origin\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(corps)}\r\n\r\n${corps}`,
      )
      const suivant = attend.shift()
      if (suivant) suivant(p)
      else libres.push(p)
      if (statut !== 201) throw new Error(`message refusé : ${statut}`)
    },
    fermer() {
      for (const s of [...flux, ...libres.map((p) => p.prise)]) s.destroy()
    },
  }
}

function ouvrirFlux(c: Cote, entendre: Entendre): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const prise = connect(c.port, '127.0.0.1').on('error', reject)
    let reste = ''
    prise.write(`GET ${c.chemin} HTTP/1.1\r\nhost: localhost\r\naccept: text/event-stream\r\ncookie: ${c.cookie}\r\n\r\n`)
    prise.on('data', (d: Buffer) => {
      const texte = reste + d.toString()
      if (!texte.startsWith('HTTP/1.1 200') && texte.startsWith('HTTP')) return reject(new Error(texte.slice(0, 300)))
      const coupe = texte.lastIndexOf('\n\n')
      for (const m of texte.slice(0, coupe).match(MARQUE) ?? []) entendre(m)
      reste = texte.slice(coupe)
      resolve(prise)
    })
  })
}

interface Poste {
  prise: Socket
  envoyer: (requete: string) => Promise<number>
}
async function poste(port: number): Promise<Poste> {
  const prise = connect(port, '127.0.0.1').setNoDelay()
  await new Promise((r) => prise.once('connect', r))
  let repondre: (n: number) => void = () => {}
  let recu = ''
  prise.on('data', (d: Buffer) => {
    recu += d.toString()
    const tete = recu.indexOf('\r\n\r\n')
    if (tete < 0) return
    const longueur = Number(/content-length: (\d+)/i.exec(recu)?.[1])
    if (Buffer.byteLength(recu.slice(tete + 4)) < longueur) return
    const statut = Number(recu.slice(9, 12))
    recu = ''
    repondre(statut)
  })
  return {
    prise,
    envoyer: (requete) =>
      new Promise((r) => {
        repondre = r
        prise.write(requete)
      }),
  }
}

/** Bare `ws`: accepted when its own echo is there. */
export async function ws(n: number, port: number, entendre: Entendre): Promise<Bavards> {
  const attentes = new Map<string, () => void>()
  const ouvrir = (i: number, auteur: boolean) =>
    new Promise<WebSocket>((resolve, reject) => {
      const prise = new WebSocket(`ws://127.0.0.1:${port}/?${i}`, { perMessageDeflate: false })
        .on('error', reject)
        .on('open', () => resolve(prise))
      prise.on('message', (m: Buffer) => {
        const marque = m.toString().match(MARQUE)![0]
        entendre(marque)
        if (auteur) {
          attentes.get(marque)?.()
          attentes.delete(marque)
        }
      })
    })
  const prises = await parLots(n, (i) => Promise.all([ouvrir(i, true), ouvrir(i, false)]))
  return {
    dire: (i, texte, partir) =>
      new Promise((r) => {
        partir?.()
        attentes.set(texte.match(MARQUE)![0], r)
        prises[i]![0].send(texte)
      }),
    fermer: () => {
      for (const p of prises.flat()) p.terminate()
    },
  }
}

/** socket.io: one side on each process, accepted by its acknowledgement. */
export async function socketio(n: number, ports: [number, number], entendre: Entendre): Promise<Bavards> {
  const ouvrir = (i: number, port: number) =>
    new Promise<PriseIo>((resolve, reject) => {
      const prise = io(`http://127.0.0.1:${port}`, { transports: ['websocket'], forceNew: true, auth: { salon: `c${i}` } })
      prise
        .on('connect', () => resolve(prise))
        .on('connect_error', reject)
        .on('dit', (texte: string) => entendre(texte.match(MARQUE)![0]))
    })
  const prises = await parLots(n, (i) => Promise.all([ouvrir(i, ports[i % 2]!), ouvrir(i, ports[(i + 1) % 2]!)]))
  return {
    dire: (i, texte, partir) =>
      new Promise((r) => {
        partir?.()
        prises[i]![0].emit('dire', texte, () => r())
      }),
    fermer: () => {
      for (const p of prises.flat()) p.disconnect()
    },
  }
}
