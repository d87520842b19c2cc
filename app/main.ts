import { accessSync, constants, mkdirSync, statfsSync } from 'node:fs'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { setTimeout as attendre } from 'node:timers/promises'
import { compileAgain, interpretOnly } from '#platform/compiler.ts'
import { embeddedUrl } from '#platform/database/cluster.ts'
import { startEmbedded, type Embedded } from '#platform/database/embedded.ts'
import { isUnavailable } from '#platform/database/errors.ts'
import { isKept } from '#platform/database/first-start.ts'
import { migrate } from '#platform/database/migrate.ts'
import { openDatabase, openPool } from '#platform/database/open.ts'
import { patiently } from '#platform/database/patience.ts'
import { reach } from '#platform/database/reach.ts'
import { unopenedKeys } from '#platform/secrets/ring.ts'
import { dossierInutilisable, readSettings, StartError, type Settings } from '#platform/settings.ts'
import { console as dire } from '#platform/console.ts'
import { reasonOf } from '#platform/reasons.ts'
import { isUnfinished } from '#platform/whole-copy.ts'

const MINIMUM_FREE_BYTES = 200e6
const GRACE_MS = 400
/** How long our own database may take to answer while a first start keeps every processor busy. */
const CONNECT_MS = 60_000

/** What is stopped at the end, last started first; a start that fails or is interrupted stops what it had started. */
const aArreter: (() => Promise<unknown> | undefined)[] = []
let arret = false

/** Starts everything in order, saying what it does, and stops it on Ctrl-C or SIGTERM (INT-01). */
async function demarrer() {
  interpretOnly()
  const settings = readSettings()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrompre)
  if (settings.demonstration && !['127.0.0.1', '::1', 'localhost'].includes(settings.HOST))
    dire.info(dire.t.demonstrationExposee(settings.HOST))
  for (const reglage of ['PORT', 'METRICS_PORT'] as const) await portLibre(settings, reglage)
  const url = settings.DATABASE_URL || embeddedUrl(settings.DATA_DIR)
  const ouverte = ouvrirBase(settings)
  const prete = ouverte.then((embarque) => {
    aArreter.push(() => embarque?.stop())
    return preparer(settings, url)
  })
  prete.catch(() => {})
  const { portail, appliquerEcheances } = await programmer(settings, url, prete)
  // What is already on its way when the signal comes is still read and answered.
  aArreter.push(() => attendre(GRACE_MS).then(() => portail.arreter()))
  if (arret) return
  // An import that a stop cut short goes on once the portal answers.
  await patiently(() => appliquerEcheances(portail.programme, { longues: false, arret: () => arret }))
  // Nobody was answered yet: from here on, what was said done is kept.
  await (await ouverte)?.keep()
  if (arret) return
  await portail.serveur.listen({ host: settings.HOST, port: settings.PORT })
  compileAgain()
  void portail.demarrerTravaux().catch((e: Error) => dire.erreur(e.message))
  dire.info(dire.t.adresse(settings.PUBLIC_URL))
  if (settings.demonstration) await direLesComptes(settings)
}

/** Nothing here waits for the database but what asks it: the rest is loaded and put together while it starts. */
async function programmer(settings: Settings, url: string, prete: Promise<{ vide: boolean }>) {
  const reste = Promise.all([import('#app/programme.ts'), import('#app/demandes/echeances.ts')])
  // A new folder will want the demonstration.
  const demonstration =
    settings.demonstration && !settings.DATABASE_URL && !isKept(settings.DATA_DIR)
      ? import('#app/demonstration/charger.ts').then((d) => d.preparer())
      : null
  for (const p of [reste, demonstration]) p?.catch(() => {})
  // A database elsewhere is looked for with nothing in the way: whether it answers in time must not depend on us.
  await (settings.DATABASE_URL ? prete : Promise.race([reste, prete]))
  const [{ composer }, { appliquerEcheances }] = await reste
  const compose = composer(settings, url, undefined, prete)
  compose.catch(() => {})
  const { vide } = await prete
  const [portail] = await Promise.all([compose, vide && settings.demonstration && !arret ? chargerLaDemonstration(settings, url) : null])
  return { portail, appliquerEcheances }
}

/** How to come in as each (INT-14). */
async function direLesComptes({ PUBLIC_URL, SMTP_URL }: Settings) {
  const [{ fr }, { MOT_DE_PASSE_DEMONSTRATION }] = await Promise.all([
    import('#ui/textes/index.ts'),
    import('#app/comptes/motdepasse/demonstration.ts'),
  ])
  dire.info(
    dire.t.comptes(
      SMTP_URL ? null : `${PUBLIC_URL}/courriels`,
      MOT_DE_PASSE_DEMONSTRATION,
      Object.entries(fr.comptes.connexion.demonstration.roles),
    ),
  )
}

function interrompre() {
  if (arret) return
  arret = true
  dire.info(dire.t.arret)
  // What hangs is not waited for; the database is never left behind.
  setTimeout(() => void aArreter[0]?.()?.finally(() => process.exit(1)), 15_000).unref()
  void demarrage.finally(() => finir(0))
}

async function finir(code: number) {
  for (const arreter of aArreter.toReversed()) await arreter()?.catch(() => {})
  process.exit(code)
}

async function ouvrirBase(settings: Settings): Promise<Embedded | null> {
  if (isUnfinished(settings.DATA_DIR)) throw new StartError(dire.t.restaurationInterrompue(settings.DATA_DIR))
  for (const dossier of [settings.DATA_DIR, ...dossierDesFichiers(settings)]) ouvrirDossier(dossier)
  if (settings.DATABASE_URL) return null
  const { bavail, bsize } = statfsSync(settings.DATA_DIR)
  if (bavail * bsize < MINIMUM_FREE_BYTES) throw new StartError(dire.t.disquePlein(settings.DATA_DIR, Math.floor((bavail * bsize) / 1e6)))
  dire.info(isKept(settings.DATA_DIR) ? dire.t.baseEmbarquee : dire.t.creationBase(settings.DATA_DIR))
  return startEmbedded(settings.DATA_DIR, { fresh: true })
}

const dossierDesFichiers = ({ FILES_URL }: Settings) => (FILES_URL?.startsWith('file:') ? [fileURLToPath(FILES_URL)] : [])

/** Known now, in words, rather than by whoever sends the first file. */
function ouvrirDossier(dossier: string) {
  try {
    mkdirSync(dossier, { recursive: true, mode: 0o700 })
    accessSync(dossier, constants.W_OK | constants.X_OK)
  } catch (cause) {
    throw dossierInutilisable(dossier, cause)
  }
}

// Nothing of what is prepared is told to anybody before the first page: what a crash of the database loses is made again by the next start.
const reserve = (settings: Settings, url: string) =>
  openPool(settings.DATABASE_DIRECT_URL ?? url, { max: 6, relaxed: true, connectMs: CONNECT_MS })

async function preparer(settings: Settings, url: string) {
  // Our own has just answered.
  const ailleurs = [settings.DATABASE_DIRECT_URL, settings.DATABASE_URL].flatMap((adresse) => adresse || [])
  for (const adresse of new Set(ailleurs)) await reach(adresse)
  const pool = reserve(settings, url)
  try {
    const faites = await patiently(() => migrate(pool))
    if (faites.length) dire.info(dire.t.migrations(faites.length))
    // Known now, in words, rather than by whoever opens an account.
    const fermees = await unopenedKeys(openDatabase(pool), settings)
    if (fermees.length) throw new StartError(dire.t.clesFermees(fermees.length))
    return { vide: !(await pool.query('select from utilisateur limit 1')).rowCount }
  } finally {
    await pool.end()
  }
}

async function chargerLaDemonstration(settings: Settings, url: string) {
  const pool = reserve(settings, url)
  try {
    await (await import('#app/demonstration/charger.ts')).chargerDemonstration(pool, (m) => dire.info(m), settings)
  } finally {
    await pool.end()
  }
}

/** A port in use is known before the database is even started. */
async function portLibre(settings: Settings, reglage: 'PORT' | 'METRICS_PORT') {
  const { HOST: hote, [reglage]: port } = settings
  if (port === undefined) return
  await new Promise<void>((resolve, reject) => {
    const essai = createServer()
      .once('error', (e: NodeJS.ErrnoException) =>
        reject(new StartError(e.code === 'EADDRINUSE' ? dire.t.portPris(port, reglage) : dire.t.ecouteImpossible(hote, port, reasonOf(e)))),
      )
      .listen(port, hote, () => essai.close(() => resolve()))
  })
}

const demarrage = demarrer().catch(async (e: NodeJS.ErrnoException & { port?: number }) => {
  if (arret) return
  dire.erreur(phraseDe(e))
  arret = true
  await finir(1)
})
await demarrage

/** One sentence for what an operator can mend; the stack only for a fault of ours. */
function phraseDe(e: NodeJS.ErrnoException & { port?: number }): string {
  if (e instanceof StartError) return e.message
  if (e.code === 'EADDRINUSE') return dire.t.portPris(e.port ?? 0)
  if (!e.code && isUnavailable(e)) return dire.t.basePerdue(reasonOf(e))
  return e.code ? dire.t.inattendue(reasonOf(e)) : (e.stack ?? e.message)
}
