import { connect, type Socket } from 'node:net'
import { setTimeout as attendre } from 'node:timers/promises'
import { quantile } from './chiffres.ts'

/** A client that costs little beside the servers it measures: a bare socket, requests written whole, answers read by their length. */
export interface Ligne {
  demander: (requete: Buffer) => Promise<{ statut: number; corps: string }>
  fermer: () => void
}

export function requeteHttp(url: string, chemin: string, corps: string, entetes: Record<string, string> = {}): Buffer {
  const lignes = Object.entries({
    host: new URL(url).host,
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(corps)),
    ...entetes,
  }).map(([k, v]) => `${k}: ${v}\r\n`)
  return Buffer.from(`POST ${chemin} HTTP/1.1\r\n${lignes.join('')}\r\n${corps}`)
}

/** Whole answer at the head of what came, or null while something is missing. */
function lireReponse(recu: string): { statut: number; corps: string } | null {
  const tete = recu.indexOf('\r\n\r\n')
  if (tete < 0) return null
  const entetes = recu.slice(0, tete)
  const longueur = Number(/\r\ncontent-length: *(\d+)/i.exec(entetes)?.[1] ?? NaN)
  const fini = Number.isNaN(longueur) ? recu.endsWith('0\r\n\r\n') : recu.length >= tete + 4 + longueur
  return fini ? { statut: Number(recu.slice(9, 12)), corps: recu.slice(tete + 4) } : null
}

async function ouvrir(url: string): Promise<Ligne> {
  const { hostname, port } = new URL(url)
  const prise: Socket = await new Promise((resolve, reject) => {
    const s = connect({ host: hostname, port: Number(port), noDelay: true }, () => resolve(s)).once('error', reject)
  })
  let recu = ''
  let attendue: { resolve: (r: { statut: number; corps: string }) => void; reject: (e: Error) => void } | null = null
  prise.setEncoding('latin1').on('data', (morceau: string) => {
    recu = recu ? recu + morceau : morceau
    const reponse = lireReponse(recu)
    if (!reponse) return
    recu = ''
    attendue?.resolve(reponse)
  })
  prise.on('error', (e) => attendue?.reject(e)).on('close', () => attendue?.reject(new Error('connexion fermée par le serveur')))
  return {
    demander: (requete) =>
      new Promise((resolve, reject) => {
        attendue = { resolve, reject }
        prise.write(requete)
      }),
    fermer: () => void prise.destroy(),
  }
}

export interface Rafale {
  parSeconde: number
  p50: number
  p95: number
  p99: number
}
const conclure = (temps: number[], duree: number): Rafale => ({
  parSeconde: (temps.length / duree) * 1000,
  p50: quantile(temps, 0.5),
  p95: quantile(temps, 0.95),
  p99: quantile(temps, 0.99),
})

/** Closed loop: each client asks again as soon as it was answered. Every answer is checked: errors make a measure worthless. */
export async function saturer(
  url: string,
  clients: number,
  millisecondes: number,
  faire: () => Buffer,
  verifier: (corps: string) => boolean,
): Promise<Rafale> {
  const lignes = await Promise.all(Array.from({ length: clients }, () => ouvrir(url)))
  const temps: number[] = []
  const debut = performance.now()
  const fin = debut + millisecondes
  await Promise.all(
    lignes.map(async (l) => {
      for (let depart = performance.now(); depart < fin; depart = performance.now()) {
        const { statut, corps } = await l.demander(faire())
        temps.push(performance.now() - depart)
        if (statut !== 200 || !verifier(corps)) throw new Error(`${statut} ${corps.slice(0, 300)}`)
      }
    }),
  )
  const duree = performance.now() - debut
  for (const l of lignes) l.fermer()
  return conclure(temps, duree)
}

/** The finest timer there is: a request that leaves within this of its time is counted from its departure. */
const GRAIN = 1.5

/** Fixed rate: what leaves later than that is counted from the time at which it was due, so that a stall is seen. */
export async function cadencer(
  url: string,
  parSeconde: number,
  millisecondes: number,
  faire: () => Buffer,
  verifier: (corps: string) => boolean,
): Promise<Rafale> {
  const libres = await Promise.all(Array.from({ length: 32 }, () => ouvrir(url)))
  const toutes = [...libres]
  const [temps, attente]: [number[], number[]] = [[], []]
  let faute: Error | null = null
  const partir = async (du: number): Promise<void> => {
    const l = libres.pop()
    if (!l) return void attente.push(du)
    const { statut, corps } = await l.demander(faire())
    temps.push(performance.now() - du)
    if (statut !== 200 || !verifier(corps)) throw new Error(`${statut} ${corps.slice(0, 300)}`)
    libres.push(l)
    const suivante = attente.shift()
    if (suivante !== undefined) await partir(suivante)
  }
  const debut = performance.now()
  let parties = 0
  while (performance.now() - debut < millisecondes && !faute) {
    const dues = Math.floor(((performance.now() - debut) / 1000) * parSeconde)
    for (; parties < dues; parties++) {
      const [du, ici] = [debut + (parties / parSeconde) * 1000, performance.now()]
      void partir(ici - du < GRAIN ? ici : du).catch((e: Error) => (faute ??= e))
    }
    await attendre(1)
  }
  while (temps.length < parties && !faute) await attendre(5)
  for (const l of toutes) l.fermer()
  if (faute) throw faute as Error
  return conclure(temps, performance.now() - debut)
}
