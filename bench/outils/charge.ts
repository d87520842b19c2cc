import { Agent, request } from 'node:http'
import { quantile } from './chiffres.ts'

export interface Demande {
  chemin: string
  methode?: string
  entetes?: Record<string, string>
  corps?: string
}
export interface Reponse {
  statut: number
  corps: string
}
export interface Charge {
  parSeconde: number
  p50: number
  p95: number
  p99: number
  nombre: number
  erreurs: number
  /** What the first of them said. */ dit?: string
}

const envoyer = (url: string, agent: Agent, d: Demande): Promise<Reponse> =>
  new Promise((resolve, reject) => {
    const r = request(
      url + d.chemin,
      {
        agent,
        method: d.methode ?? 'GET',
        headers: { ...d.entetes, ...(d.corps === undefined ? {} : { 'content-length': Buffer.byteLength(d.corps) }) },
      },
      (reponse) => {
        const morceaux: Buffer[] = []
        reponse
          .on('data', (m: Buffer) => morceaux.push(m))
          .on('end', () => resolve({ statut: reponse.statusCode!, corps: Buffer.concat(morceaux).toString() }))
          .on('error', reject)
      },
    )
    r.on('error', reject).end(d.corps)
  })

/**
 * Closed loop: each client keeps one connection and asks again as soon as it was answered. Times in milliseconds.
 * An answer other than 2xx is an error, and errors make the measure worthless: the caller looks at them.
 */
export async function charger(url: string, clients: number, millisecondes: number, faire: () => Demande): Promise<Charge> {
  const temps: number[] = []
  let erreurs = 0
  let dit: string | undefined
  const debut = performance.now()
  const fin = debut + millisecondes
  await Promise.all(
    Array.from({ length: clients }, async () => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 })
      while (performance.now() < fin) {
        const depart = performance.now()
        const { statut, corps } = await envoyer(url, agent, faire())
        temps.push(performance.now() - depart)
        if (statut >= 200 && statut <= 299) continue
        erreurs++
        dit ??= `${statut} ${corps.slice(0, 500)}`
      }
      agent.destroy()
    }),
  )
  return {
    parSeconde: (temps.length / (performance.now() - debut)) * 1000,
    p50: quantile(temps, 0.5),
    p95: quantile(temps, 0.95),
    p99: quantile(temps, 0.99),
    nombre: temps.length,
    erreurs,
    ...(dit === undefined ? {} : { dit }),
  }
}
