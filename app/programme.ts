import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import { suivreUsages } from '#acces/index.ts'
import { assurerIndex } from '#app/accueil/recherche.indexer.ts'
import { planifierEcheances } from '#app/demandes/echeances.ts'
import { planifierApprobations } from '#app/organisation/approbations/echeances.ts'
import { declarerTravaux } from '#app/travaux.ts'
import type { Programme } from '#app/contexte.ts'
import { creerServeur } from '#app/server.ts'
import { createLogger } from '#platform/logging.ts'
import { createJobs } from '#platform/jobs.ts'
import { openDatabase, openPool } from '#platform/database/open.ts'
import type { Settings } from '#platform/settings.ts'

export interface Portail {
  programme: Programme
  serveur: FastifyInstance
  /** Starts what works in the background: changes that fall due, mails. */
  demarrerTravaux: () => Promise<void>
  arreter: () => Promise<void>
}

/** Puts the program together over a migrated database; neither listens nor works until told. */
export async function composer(settings: Settings, url: string, log: FastifyBaseLogger = createLogger(settings.LOG_LEVEL)): Promise<Portail> {
  const pool = openPool(url, { connectMs: 1800, queryMs: 8000, pipeline: true, named: !settings.DATABASE_DIRECT_URL, onError: (e) => log.warn({ err: e }, 'idle database connection') })
  const jobs = await createJobs(pool, log)
  const programme: Programme = { settings, db: openDatabase(pool), pool, jobs, log, usages: suivreUsages(pool, log) }
  declarerTravaux(programme)
  // The server is put together while the database answers about its queues.
  const [serveur] = await Promise.all([creerServeur(programme), jobs.prepare()])
  let arreterEcheances = async () => {}
  let arreterApprobations = async () => {}
  return {
    programme,
    serveur,
    async demarrerTravaux() {
      arreterEcheances = planifierEcheances(programme)
      arreterApprobations = planifierApprobations(programme)
      await jobs.start()
      assurerIndex(programme).catch((err: Error) => log.warn({ err }, 'guide not indexed'))
    },
    async arreter() {
      // What was answering when told to stop keeps its connection alive a minute more: it is closed once it has answered.
      const oisives = setInterval(() => serveur.server.closeIdleConnections(), 100)
      await serveur.close().finally(() => clearInterval(oisives))
      await arreterEcheances()
      await arreterApprobations()
      await jobs.stop()
      await programme.usages.arreter()
      await pool.end()
    },
  }
}
