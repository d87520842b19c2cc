import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import statique from '@fastify/static'
import Fastify, { LogController, type FastifyError, type FastifyInstance } from 'fastify'
import { join } from 'node:path'
import { constants } from 'node:zlib'
import { setImmediate as tour, setTimeout as attendre } from 'node:timers/promises'
import { servirAuthzen } from '#app/api/authzen/index.ts'
import { servirApi } from '#app/api/index.ts'
import { jetonDuCookie, nomCookieSession } from '#app/comptes/cookie.ts'
import type { Programme } from '#app/contexte.ts'
import { DOMAINES } from '#app/domaines.ts'
import { retenirMethodes } from '#app/methodes.ts'
import { lireLesFormulaires, servirPages } from '#app/page.ts'
import { problemeDe, repondreErreur } from '#app/repondre-erreur.ts'
import { watchDisk } from '#platform/disk.ts'
import { refuseWhenOverloaded } from '#platform/http/overload.ts'
import { isForged } from '#platform/http/forgery.ts'
import { addHeaders } from '#platform/http/headers.ts'
import { guardInput, readableAddress } from '#platform/http/input.ts'
import { addMetrics } from '#platform/metrics.ts'
import { ROOT } from '#platform/root.ts'
import { feuille } from '#ui/actifs.ts'

/**
 * Turbo injects one <style> for its progress bar; its hash, and that of our own style sheet carried by a page, are the only exceptions to
 * style-src 'self'.
 */
const TURBO_STYLE = "'sha256-WAyOw4V+FqDc35lQPyRADLBWbuNK8ahvYEaQIYF1+Ps='"

/** Where one signs in, or is about to. */
const ENTREES = /^\/(connexion|inscription|activation|mot-de-passe|preuve)/

/** Whoever must make room has to sign in, to see what is wrong: a session takes a hundred bytes. */
const ENTRER_OU_SORTIR = /^\/(connexion|deconnexion|api\/auth\/passkey\/verify-authentication)(\/|\?|$)/

/** Composes the HTTP side of the program; listens to nothing by itself. */
export async function creerServeur(programme: Programme): Promise<FastifyInstance> {
  const { settings } = programme
  const origin = new URL(settings.PUBLIC_URL).origin
  const style = feuille()
  const app = Fastify({
    loggerInstance: programme.log,
    trustProxy: settings.TRUST_PROXY.length ? settings.TRUST_PROXY : false,
    bodyLimit: 1_000_000,
    requestTimeout: 30_000,
    connectionTimeout: 60_000,
    keepAliveTimeout: 72_000,
    rewriteUrl: ({ url = '/' }) => readableAddress(url),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    logController: new LogController({ disableRequestLogging: true }),
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    forceCloseConnections: 'idle',
    // A machine that is busy elsewhere opens late rather than not at all.
    pluginTimeout: 120_000,
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 1000 },
  })
  if (settings.METRICS_PORT) {
    const nombre = (sql: string) => programme.pool.query<{ n: number }>(sql).then((r) => r.rows[0]!.n)
    await addMetrics(app, {
      port: settings.METRICS_PORT,
      host: settings.HOST,
      measures: [
        { name: 'database_pool_connections', help: 'Connections open', read: () => programme.pool.totalCount },
        { name: 'database_pool_waiting', help: 'Requests waiting for a connection', read: () => programme.pool.waitingCount },
        {
          name: 'fichiers_en_attente',
          help: 'Files that the antivirus has not seen yet',
          read: () => nombre(`select count(*)::int as n from fichier where controle = 'en-attente'`),
        },
        {
          name: 'demandes_echues',
          help: 'Changes past their time, not applied yet',
          read: () => nombre(`select count(*)::int as n from demande where etat = 'programmee' and effet_le <= maintenant()`),
        },
      ],
    })
  }
  guardInput(app)
  await app.register(cookie)
  // Answers only: a compressed request body would be a way around its limit. Quality 4 costs what gzip does and saves more.
  await app.register(compress, {
    globalDecompression: false,
    encodings: ['br', 'gzip'],
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  })
  await addHeaders(app, {
    referrerPolicy: { policy: 'same-origin' },
    crossOriginOpenerPolicy: false,
    strictTransportSecurity: settings.PUBLIC_URL.startsWith('https:'),
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", TURBO_STYLE, ...(style ? [style.empreinte] : [])],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
  })
  // A window that opened ours loses its hold where somebody is or gets signed in; to a visitor it would only cost the browser a new process
  // (docs/decisions/0010).
  app.addHook('onRequest', async (requete, reponse) => {
    if (requete.cookies[nomCookieSession(settings.PUBLIC_URL)] || ENTREES.test(requete.url))
      reponse.header('cross-origin-opener-policy', 'same-origin')
  })
  await refuseWhenOverloaded(app)
  // Before the limit: a page asks for several files.
  await app.register(statique, {
    root: join(ROOT, 'dist', 'public'),
    prefix: '/public/',
    preCompressed: true,
    immutable: true,
    maxAge: '365d',
    index: false,
    decorateReply: false,
    schemaHide: true,
  })
  await app.register(rateLimit, {
    max: settings.LIMITE_PAR_MINUTE,
    timeWindow: '1 minute',
    allowList: (r) => r.url === '/sante' || r.url === '/pret',
    // Only a cookie that we signed has a count of its own: an invented one counts with its address.
    keyGenerator: (r) => jetonDuCookie(r.cookies[nomCookieSession(settings.PUBLIC_URL)], settings.SECRET_KEY) ?? r.ip,
    errorResponseBuilder: (_r, ctx) => Object.assign(new Error('throttled'), { statusCode: 429, reessayerDans: Math.ceil(ctx.ttl / 1000) }),
  })
  // What no route answers costs as much as a page, and a line of the log: it is counted as one.
  const compter = app.rateLimit()
  app.addHook('onRequest', async (requete, reponse) => {
    // Answers given to a key alone, or to the token of the address (RFC 8058): no cookie could be made to speak there.
    if (/^\/(access|avis\/desabonnement)\//.test(requete.url) || !isForged(requete, origin)) return
    await compter.call(app, requete, reponse)
    return repondreErreur(programme, requete, reponse, { status: 403, code: 'origine-refusee', detail: '' })
  })
  const disque = watchDisk(settings.DATA_DIR, (plein, octets) =>
    programme.log[plein ? 'error' : 'warn']({ octets }, plein ? 'disk nearly full: writes are refused' : 'disk has room again'),
  )
  app.addHook('onClose', async () => disque.stop())
  app.addHook('onRequest', async (requete, reponse) => {
    // An access question writes nothing, whatever its method.
    if (
      disque.full() &&
      !['GET', 'HEAD', 'OPTIONS'].includes(requete.method) &&
      !requete.url.startsWith('/access/') &&
      !ENTRER_OU_SORTIR.test(requete.url)
    ) {
      await compter.call(app, requete, reponse)
      return repondreErreur(programme, requete, reponse, { status: 503, code: 'espace-insuffisant', detail: '', reessayerDans: 60 })
    }
  })
  app.setErrorHandler<FastifyError>((erreur, requete, reponse) =>
    repondreErreur(programme, requete, reponse, problemeDe(erreur, programme, requete)),
  )
  const methodesDe = retenirMethodes(app)
  app.setNotFoundHandler({ preHandler: compter }, (requete, reponse) => {
    const methodes = methodesDe(requete.url)
    if (!methodes.length || methodes.includes(requete.method))
      return repondreErreur(programme, requete, reponse, { status: 404, code: 'introuvable', detail: '' })
    reponse.header('allow', methodes.join(', '))
    if (requete.method === 'OPTIONS') return reponse.code(204).send()
    return repondreErreur(programme, requete, reponse, { status: 405, code: 'methode-refusee', detail: '' })
  })

  app.get('/sante', async () => ({ etat: 'ok' }))
  app.get('/pret', async (_q, reponse) => {
    const pret = await Promise.race([
      programme.pool.query<{ pret: boolean }>('select not pg_is_in_recovery() as pret').then(
        (r) => r.rows[0]?.pret,
        () => false,
      ),
      attendre(1000, false, { ref: false }),
    ])
    return reponse.code(pret ? 200 : 503).send({ etat: pret ? 'ok' : 'indisponible' })
  })
  await app.register(async (portee) => servirApi(portee, programme, DOMAINES))
  await app.register(async (portee) => servirAuthzen(portee, programme))
  await app.register(async (pages) => {
    lireLesFormulaires(pages)
    for (const d of DOMAINES) {
      servirPages(pages, programme, d)
      d.routes?.(pages, programme)
      // The database that starts meanwhile gets a word in between.
      await tour()
    }
  })
  return app
}
