import { createServer, connect, type Socket } from 'node:net'

export interface Mandataire {
  port: number
  /** Every connection is cut and new ones are refused: the database is gone. */
  couper: () => Promise<void>
  retablir: () => Promise<void>
  /** What is sent is lost and nothing comes back: a machine that vanished without closing anything. */
  gelee: boolean
  /** Cuts a connection when the client sends this text, before (« avant ») or after (« apres ») it reached the database. */
  piege: { texte: string; quand: 'avant' | 'apres' } | null
  pieges: number
  fermer: () => Promise<void>
}

/** A TCP door to a PostgreSQL's Unix socket, that can be shut. */
export async function mandataire(prise: string): Promise<Mandataire> {
  const ouvertes = new Set<Socket>()
  const serveur = createServer((client) => {
    const base = connect(prise)
    for (const s of [client, base]) {
      ouvertes.add(s)
      s.on('error', () => {})
      s.on('close', () => {
        ouvertes.delete(s)
        client.destroy()
        base.destroy()
      })
    }
    base.pipe(client)
    base.on('data', () => m.gelee && base.unpipe(client).resume())
    client.on('data', (d: Buffer) => {
      if (m.gelee) return
      if (m.piege && d.includes(m.piege.texte)) {
        const { quand } = m.piege
        m.piege = null
        m.pieges++
        if (quand === 'avant') return void client.destroy()
        // The answer is lost, the statement is not.
        base.unpipe(client)
        base.once('data', () => client.destroy()).resume()
      }
      base.write(d)
    })
  })
  const ecouter = (port: number) =>
    new Promise<number>((resolve, reject) =>
      serveur.once('error', reject).listen(port, '127.0.0.1', () => resolve((serveur.address() as { port: number }).port)),
    )
  const m: Mandataire = {
    port: await ecouter(0),
    piege: null,
    pieges: 0,
    gelee: false,
    async couper() {
      const ferme = new Promise((r) => serveur.close(r))
      for (const s of ouvertes) s.destroy()
      await ferme
    },
    async retablir() {
      await ecouter(m.port)
    },
    async fermer() {
      for (const s of ouvertes) s.destroy()
      await new Promise((r) => serveur.close(r))
    },
  }
  return m
}
