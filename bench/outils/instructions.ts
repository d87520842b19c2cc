import { setTimeout as attendre } from 'node:timers/promises'
import type { LightMyRequestResponse } from 'fastify'
import { composer, type Portail } from '#app/programme.ts'
import { readSettings } from '#platform/settings.ts'
import { CLE_SECRETE } from './portail.ts'

/** A statement as the server sends it; markers such as « @structure@ » stand where a value changes from one request to the next. */
export interface Instruction {
  texte: string
  valeurs: unknown[]
}

/** A connection forgets its own plans: on another's there is nothing of that name. */
const OUBLI = /^deallocate /

type Client = { query: (...a: unknown[]) => unknown; ecoute?: boolean }

type Demander = (serveur: Portail['serveur']) => Promise<LightMyRequestResponse>
export interface Ecoute {
  instructions: Instruction[]
  reponse: LightMyRequestResponse
}

/** The statements of one request of the real program, with their values, as they leave for the database. */
export async function ecouter(base: string, demander: Demander): Promise<Ecoute> {
  const { entendre, arreter } = await ouvrirEcoute(base)
  try {
    return await entendre(demander)
  } finally {
    await arreter()
  }
}

/** The same for several requests, one program put together for all. */
export async function ouvrirEcoute(
  base: string,
): Promise<{ entendre: (demander: Demander) => Promise<Ecoute>; arreter: () => Promise<unknown> }> {
  const settings = readSettings({
    DATABASE_URL: base,
    SECRET_KEY: CLE_SECRETE,
    DEMONSTRATION: 'non',
    SECOND_FACTEUR: 'facultatif',
    LOG_LEVEL: 'error',
    LIMITE_PAR_MINUTE: '100000000',
  })
  const portail = await composer(settings, base)
  const vues: Instruction[] = []
  // Not « connect »: the program opened connections while it was put together.
  portail.programme.pool.on('acquire', (c) => {
    const client = c as unknown as Client
    if (client.ecoute) return
    client.ecoute = true
    const query = client.query.bind(client)
    client.query = (...a: unknown[]) => {
      const [premier, valeurs] = a as [string | { text: string; values?: unknown[] }, unknown[] | undefined]
      vues.push(
        typeof premier === 'string'
          ? { texte: premier, valeurs: Array.isArray(valeurs) ? valeurs : [] }
          : { texte: premier.text, valeurs: premier.values ?? [] },
      )
      return query(...a)
    }
  })
  const entendre = async (demander: Demander) => {
    // What is read once and kept; a server just put together may still say that it is too busy.
    for (let essai = 0; essai < 50 && (await demander(portail.serveur)).statusCode === 503; essai++) await attendre(200)
    vues.length = 0
    const reponse = await demander(portail.serveur)
    if (reponse.statusCode > 299) throw new Error(`${reponse.statusCode} ${reponse.body}`)
    return { instructions: vues.filter((i) => !OUBLI.test(i.texte)), reponse }
  }
  return { entendre, arreter: () => portail.arreter() }
}

/** Puts a marker wherever a value of this request appears, alone or inside a longer one. */
export function marquer(instructions: Instruction[], marques: Record<string, string>): Instruction[] {
  const marquerUne = (v: unknown): unknown => {
    if (v === null || v === undefined || typeof v === 'boolean') return v ?? null
    if (Buffer.isBuffer(v)) return `\\x${v.toString('hex')}`
    if (v instanceof Date) return v.toISOString()
    if (Array.isArray(v)) return `{${v.map((x) => (x === null ? 'NULL' : JSON.stringify(String(marquerUne(x))))).join(',')}}`
    let s = typeof v === 'object' ? JSON.stringify(v) : String(v)
    for (const [marque, valeur] of Object.entries(marques)) s = s.replaceAll(valeur, `@${marque}@`)
    return s
  }
  return instructions.map(({ texte, valeurs }) => ({ texte, valeurs: valeurs.map(marquerUne) }))
}
