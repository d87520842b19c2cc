import { connect } from 'node:net'

export interface Echange {
  reponses: number
  statuts: number[]
  fermee: boolean
  texte: string
  ms: number
}

/** Sends bytes as they are and reads what comes back until the other side closes, or until `delaiMs`. */
export function envoyerBrut(port: number, morceaux: (string | Buffer)[], { delaiMs = 3000, pauseMs = 0 } = {}): Promise<Echange> {
  return new Promise((resolve) => {
    const debut = performance.now()
    let texte = ''
    const prise = connect(port, '127.0.0.1')
    const finir = (fermee: boolean) => {
      clearTimeout(garde)
      prise.destroy()
      const statuts = [...texte.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map((m) => Number(m[1]))
      resolve({ reponses: statuts.length, statuts, fermee, texte, ms: performance.now() - debut })
    }
    const garde = setTimeout(() => finir(false), delaiMs)
    prise.on('data', (d) => (texte += d.toString('latin1')))
    prise.on('close', () => finir(true))
    prise.on('error', () => {})
    prise.on('connect', async () => {
      for (const m of morceaux) {
        if (!prise.writable) return
        prise.write(m)
        if (pauseMs) await new Promise((r) => setTimeout(r, pauseMs))
      }
    })
  })
}
