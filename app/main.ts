import { existsSync, mkdirSync, statfsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { composer } from '#app/programme.ts'
import { chargerDemonstration } from '#app/demonstration/charger.ts'
import { appliquerEcheances } from '#app/demandes/echeances.ts'
import { startEmbedded, type Embedded } from '#platform/database/embedded.ts'
import { migrate } from '#platform/database/migrate.ts'
import { openPool } from '#platform/database/open.ts'
import { readSettings, StartError, type Settings } from '#platform/settings.ts'
import { console as dire } from '#platform/console.ts'

const MINIMUM_FREE_BYTES = 200e6

/** Starts everything in order, saying what it does, and stops it on Ctrl-C or SIGTERM (INT-01). */
async function demarrer() {
  const settings = readSettings()
  if (settings.demonstration && !['127.0.0.1', '::1', 'localhost'].includes(settings.HOST)) dire.info(dire.t.demonstrationExposee(settings.HOST))
  await portLibre(settings)
  const { url, embarque } = await ouvrirBase(settings)
  await preparer(settings, url)
  const portail = await composer(settings, url)
  await appliquerEcheances(portail.programme)
  await portail.serveur.listen({ host: settings.HOST, port: settings.PORT })
  void portail.demarrerTravaux().catch((e: Error) => dire.erreur(e.message))

  let arret = false
  const arreter = async () => {
    if (arret) return
    arret = true
    dire.info(dire.t.arret)
    const garde = setTimeout(() => process.exit(1), 15_000)
    await portail.arreter().catch(() => {})
    await embarque?.stop()
    clearTimeout(garde)
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void arreter())
  dire.info(dire.t.adresse(settings.PUBLIC_URL))
}

async function ouvrirBase(settings: Settings): Promise<{ url: string; embarque: Embedded | null }> {
  if (settings.DATABASE_URL) return { url: settings.DATABASE_URL, embarque: null }
  mkdirSync(settings.DATA_DIR, { recursive: true, mode: 0o700 })
  const { bavail, bsize } = statfsSync(settings.DATA_DIR)
  if (bavail * bsize < MINIMUM_FREE_BYTES) throw new StartError(dire.t.disquePlein(settings.DATA_DIR, Math.floor((bavail * bsize) / 1e6)))
  dire.info(existsSync(join(settings.DATA_DIR, 'postgres')) ? dire.t.baseEmbarquee : dire.t.creationBase(settings.DATA_DIR))
  const embarque = await startEmbedded(settings.DATA_DIR)
  return { url: embarque.url(), embarque }
}

async function preparer(settings: Settings, url: string) {
  const pool = openPool(settings.DATABASE_DIRECT_URL ?? url, { max: 2 })
  try {
    await pool.query('select 1').catch((e: Error) => {
      throw new StartError(dire.t.baseInjoignable(new URL(url).host, e.message))
    })
    const faites = await migrate(pool)
    if (faites.length) dire.info(dire.t.migrations(faites.length))
    if (settings.demonstration) await chargerDemonstration(pool, (m) => dire.info(m))
  } finally {
    await pool.end()
  }
}

/** A port in use is known before the database is even started. */
async function portLibre({ HOST, PORT }: Settings) {
  await new Promise<void>((resolve, reject) => {
    const essai = createServer()
      .once('error', (e: NodeJS.ErrnoException) => reject(new StartError(e.code === 'EADDRINUSE' ? dire.t.portPris(PORT) : dire.t.ecouteImpossible(HOST, PORT, e.message))))
      .listen(PORT, HOST, () => essai.close(() => resolve()))
  })
}

await demarrer().catch((e: Error) => {
  dire.erreur(e instanceof StartError ? e.message : (e.stack ?? e.message))
  process.exit(1)
})
