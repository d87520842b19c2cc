import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { limiter } from '#platform/limiter.ts'

// OWASP's second choice of cost: 19 MiB, 2 passes, one lane.
const COUT = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 }

// A burst of sign-ins must not fill memory: each hash takes 19 MiB for about a tenth of a second.
const parPetitsGroupes = limiter(3)
const calculer = promisify(argon2)
const deriver = (motDePasse: string, sel: Buffer, cout: typeof COUT): Promise<Buffer> =>
  parPetitsGroupes(() => calculer('argon2id', { ...cout, message: Buffer.from(motDePasse.normalize('NFKC')), nonce: sel }))

const base64 = (b: Buffer) => b.toString('base64').replace(/=+$/, '')

/** The password's argon2id hash, in PHC form. */
export async function hacherMotDePasse(motDePasse: string, cout: Partial<typeof COUT> = {}): Promise<string> {
  const c = { ...COUT, ...cout }
  const sel = randomBytes(16)
  return `$argon2id$v=19$m=${c.memory},t=${c.passes},p=${c.parallelism}$${base64(sel)}$${base64(await deriver(motDePasse, sel, c))}`
}

/** True when the hash is that of the password; false also for a hash of another form. */
export async function verifierMotDePasse(hache: string, motDePasse: string): Promise<boolean> {
  const m = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d)\$([\w+/]+)\$([\w+/]+)$/.exec(hache)
  if (!m) return false
  const attendu = Buffer.from(m[5]!, 'base64')
  const recu = await deriver(motDePasse, Buffer.from(m[4]!, 'base64'), {
    memory: Number(m[1]),
    passes: Number(m[2]),
    parallelism: Number(m[3]),
    tagLength: attendu.length,
  })
  return timingSafeEqual(recu, attendu)
}
