import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import { suivreUsages } from '#acces/index.ts'
import { assurerIndex } from '#app/accueil/recherche/indexer.ts'
import { planifierEcheances } from '#app/demandes/echeances.ts'
import { planifierApprobations } from '#app/organisation/approbations/echeances.ts'
import { planifierBattements } from '#app/battement.ts'
import type { Programme } from '#app/contexte.ts'
import { DOMAINES } from '#app/domaines.ts'
import { faireLeMenage } from '#app/menage.ts'
import { creerServeur } from '#app/server.ts'
import { planifierRangement } from '#app/support/clavardage/ranger.ts'
import { ouvrirLEntree } from '#app/support/courriels/travaux.ts'
import { createLogger } from '#platform/logging.ts'
import { createJobs } from '#platform/jobs.ts'
import { openDatabase, openPool } from '#platform/database/open.ts'
import { patiently } from '#platform/database/patience.ts'
import type { Settings } from '#platform/settings.ts'
import { createWaker } from '#platform/wake.ts'

export interface Portail {
  programme: Programme
  serveur: FastifyInstance
  /** Starts what works in the background: changes that fall due, mails. */
  demarrerTravaux: () => Promise<void>
  arreter: () => Promise<void>
}

/** Puts the program together over a database, migrated once `base` holds; neither listens nor works until told. */
export async function composer(
  settings: Settings,
  url: string,
  log: FastifyBaseLogger = createLogger(settings.LOG_LEVEL),
  base: Promise<unknown> = Promise.resolve(),
): Promise<Portail> {
  const pool = openPool(url, {
    connectMs: 1800,
    queryMs: 8000,
    pipeline: true,
    named: !settings.DATABASE_DIRECT_URL,
    onError: (e) => log.warn({ err: e }, 'idle database connection'),
  })
  // The background has connections of its own, and never makes the disk wait for it: a job whose end is lost is done again.
  const fond = openPool(settings.DATABASE_DIRECT_URL ?? url, {
    max: 4,
    connectMs: 1800,
    queryMs: 8000,
    pipeline: true,
    named: true,
    relaxed: true,
    onError: (e) => log.warn({ err: e }, 'idle background connection'),
  })
  const jobs = await createJobs(fond, log)
  const programme: Programme = {
    settings,
    db: openDatabase(pool),
    pool,
    jobs,
    waker: createWaker(settings.DATABASE_DIRECT_URL ?? url, log),
    log,
    usages: suivreUsages(pool, log),
  }
  const duFond = { ...programme, jobs, db: openDatabase(fond), pool: fond }
  jobs.daily('menage', () => faireLeMenage(duFond))
  for (const d of DOMAINES) d.travaux?.(duFond)
  // The server is put together while the database starts, and answers about its queues; the first page finds a connection open.
  const [serveur] = await Promise.all([
    creerServeur(programme),
    base.then(() => Promise.all([patiently(() => jobs.prepare()), patiently(() => pool.query('select'))])),
  ])
  let arreterEcheances = async () => {}
  let arreterApprobations = async () => {}
  let arreterBattements = async () => {}
  let arreterRangement = async () => {}
  let entree: Awaited<ReturnType<typeof ouvrirLEntree>> = null
  return {
    programme,
    serveur,
    async demarrerTravaux() {
      arreterEcheances = planifierEcheances(programme)
      arreterApprobations = planifierApprobations(programme)
      arreterRangement = planifierRangement(programme)
      arreterBattements = planifierBattements(programme)
      await jobs.start()
      entree = await ouvrirLEntree(programme)
      assurerIndex(programme).catch((err: Error) => log.warn({ err }, 'guide not indexed'))
    },
    async arreter() {
      // What was answering when told to stop keeps its connection alive a minute more: it is closed once it has answered.
      const oisives = setInterval(() => serveur.server.closeIdleConnections(), 100)
      await serveur.close().finally(() => clearInterval(oisives))
      await entree?.close()
      await arreterEcheances()
      await arreterApprobations()
      await arreterBattements()
      await arreterRangement()
      await jobs.stop()
      await programme.usages.arreter()
      await programme.waker.close()
      await fond.end()
      await pool.end()
    },
  }
}
