import type { FastifyBaseLogger } from 'fastify'
import { afterAll } from 'vitest'
import type { Pool } from 'pg'
import { composer, type Portail } from '#app/programme.ts'
import { OVERLOAD } from '#platform/http/overload.ts'
import { readSettings, type Settings } from '#platform/settings.ts'
import type { Db } from '#platform/database/open.ts'
import { ouvrirSession } from '#tests/acteurs.ts'
import { servirAxe } from '#tests/axe.ts'
import { baseDEssai } from '#tests/base.ts'
import { portLibre } from '#tests/ports.ts'

export interface PortailDEssai extends Portail {
  url: string
  db: Db
  pool: Pool
  urlBase: string
  settings: Settings
  /** A request from this origin, as a browser's form or a script of INT-17 makes it; redirections are not followed. */
  demander: (
    chemin: string,
    options?: RequestInit & { cookie?: string; champs?: Record<string, string | string[]>; json?: unknown },
  ) => Promise<Response>
  /** A cookie of an open session of this account. */
  session: (utilisateur: string) => Promise<string>
  /** The SQL statements that a piece of work sent; with `deFond`, those of the background too. */
  compterRequetes: <T>(travail: () => Promise<T>, options?: { deFond?: boolean }) => Promise<{ resultat: T; requetes: string[] }>
}

/** What the program asks by itself, now and then: the catalogue read again, queues, departures, counts of the menu, uses of rights. */
const DE_FOND = /@catalogue|@resumes|pgboss\.|@relais|@etats|@battement|into usage_habilitation|update cle_application/

// A machine that is busy elsewhere makes every loop late: that refuses nobody here.
OVERLOAD.late = Infinity

/** How long it waits for its database is for machines of one's own: a test that is about it composes the program itself. */
export function patienter(portail: Portail): Portail {
  Object.assign(portail.programme.pool.options, { connectionTimeoutMillis: 60_000, query_timeout: 60_000 })
  return portail
}

/** The whole portal, listening on a free port over a database of its own; closed after the file's last test. */
export async function portail(
  env: Record<string, string> = {},
  options: { travaux?: boolean; log?: FastifyBaseLogger } = {},
): Promise<PortailDEssai> {
  const base = await baseDEssai()
  const port = await portLibre()
  const url = `http://localhost:${port}`
  const settings = readSettings({
    PORT: String(port),
    PUBLIC_URL: url,
    DATABASE_URL: base.url,
    SECRET_KEY: 'cle-des-essais-0123456789-0123456789',
    DEMONSTRATION: 'oui',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
    LIMITE_PAR_MINUTE: '100000',
    ...env,
  })
  const portail = patienter(await composer(settings, base.url, options.log))
  servirAxe(portail.serveur.server)
  const requetes: string[] = []
  espionner(portail.programme.pool, requetes)
  await portail.serveur.listen({ host: '127.0.0.1', port })
  if (options.travaux) await portail.demarrerTravaux()
  afterAll(() => portail.arreter())
  return {
    ...portail,
    url,
    settings,
    db: portail.programme.db,
    pool: base.pool,
    urlBase: base.url,
    demander(chemin, { cookie, champs, json, headers, ...reste } = {}) {
      const corps = champs
        ? new URLSearchParams(Object.entries(champs).flatMap(([k, v]) => [v].flat().map((x) => [k, x])))
        : json === undefined
          ? reste.body
          : JSON.stringify(json)
      const methode = reste.method ?? (corps ? 'POST' : 'GET')
      return fetch(url + chemin, {
        redirect: 'manual',
        ...reste,
        method: methode,
        ...(corps ? { body: corps } : {}),
        headers: {
          origin: url,
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
          ...(cookie ? { cookie } : {}),
          ...(headers as Record<string, string>),
        },
      })
    },
    session: async (utilisateur) => (await ouvrirSession(base.pool, settings, utilisateur)).cookie,
    async compterRequetes(travail, { deFond = false } = {}) {
      requetes.length = 0
      const resultat = await travail()
      return { resultat, requetes: requetes.filter((q) => deFond || !DE_FOND.test(q)) }
    },
  }
}

type Client = { query: (...a: unknown[]) => unknown; espionne?: boolean }

function espionner(pool: Pool, requetes: string[]) {
  const suivre = (c: unknown) => {
    const client = c as Client
    if (client.espionne) return
    client.espionne = true
    const query = client.query.bind(client)
    client.query = (...a: unknown[]) => {
      const premier = a[0] as string | { text?: string } | undefined
      requetes.push(typeof premier === 'string' ? premier : (premier?.text ?? ''))
      return query(...a)
    }
  }
  // Those already open too: a pool uses its oldest connection first.
  for (const client of (pool as unknown as { _clients: unknown[] })._clients) suivre(client)
  pool.on('connect', suivre)
}
