import { createServer } from 'node:net'

/**
 * Below those that the system gives to whoever calls out: nobody takes one between the moment it is found free and the one it serves. Each
 * process begins at a place of its own.
 */
const [PREMIER, NOMBRE] = [11_000, 20_000]
let suivant = process.pid * 211

const estLibre = (port: number) =>
  new Promise<boolean>((dit) => {
    const s = createServer()
      .once('error', () => dit(false))
      .listen(port, '127.0.0.1', () => s.close(() => dit(true)))
  })

export async function portLibre(): Promise<number> {
  for (;;) {
    const port = PREMIER + (suivant++ % NOMBRE)
    if (await estLibre(port)) return port
  }
}
