import type { FastifyInstance } from 'fastify'
import type { JSX } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Api } from '#app/api/index.ts'
import { porteStyle } from '#app/cadre.ts'
import { doitActiverSecondFacteur } from '#app/comptes/suite.ts'
import { contexteSansSession, creerContexte, type Contexte, type Programme, type ProgrammeNaissant } from '#app/contexte.ts'
import type { Deposant } from '#app/organisation/pieces-jointes/index.ts'
import { lireFormulaire } from '#app/organisation/pieces-jointes/multipart.ts'
import type { Demande } from '#demandes/index.ts'
import { isUnavailable } from '#platform/database/errors.ts'
import { attachment } from '#platform/http/disposition.ts'
import { parseUrlencoded } from '#platform/http/forms.ts'
import { actifs } from '#ui/actifs.ts'

/** `public`: anyone. `session`: a signed-in person; others are sent to sign in and come back. */
export type AccesPage = 'public' | 'session'

export interface Page {
  chemin: string
  acces: AccesPage
  /** It answers as to a visitor when the database does not say who asks. */
  sansBase?: boolean | undefined
  /** Data first, then the view: a page never loads while it renders. Returning a redirection sends it (303). */
  repondre: (c: Contexte) => Promise<JSX.Element | Reponse>
}

export interface Action {
  chemin: string
  acces: AccesPage
  /** The field whose files it takes (multipart): each one sent becomes the id of an envoi, and what is wrong with it an error of `FormulaireRecu`. */
  fichiers?: string | undefined
  /** Who sends them, when it is not an account; « champs »: what was typed is read, the files are let go; null: nobody, and nothing is read. */
  deposant?: ((c: Contexte) => Promise<Deposant | 'champs' | null>) | undefined
  /** A form was posted: answers with a redirection, or with a page and a 4xx status. */
  executer: (c: Contexte, champs: Map<string, string[]>) => Promise<Reponse>
}

/** The entry of a folder of the portal, all that it adds to it: named once more in app/domaines.ts, and nowhere else. */
export interface Domaine {
  pages: Page[]
  actions: Action[]
  /** What is neither. */
  routes?: (app: FastifyInstance, programme: Programme) => void
  /** Each gets its API route, its simulation, its receipt, its history and its mails. */
  demandes?: Demande[]
  /** What its consultations answer under /api/v1. */
  api?: ((api: Api, programme: Programme) => void)[]
  /** Who works on which of its queues, and what is done every so often. */
  travaux?: (programme: ProgrammeNaissant) => void
}

export type Reponse =
  | { rediriger: string }
  | { statut: number; page: JSX.Element }
  | { brut: string | Buffer | NodeJS.ReadableStream; type: string; nom?: string }

/** A page: its address, who may open it, what it loads and how it looks. */
export function definirPage<D>(p: {
  chemin: string
  acces: AccesPage
  sansBase?: boolean
  charger: (c: Contexte) => Promise<D>
  vue: (d: D, c: Contexte) => JSX.Element
}): Page {
  return { chemin: p.chemin, acces: p.acces, sansBase: p.sansBase, repondre: async (c) => p.vue(await p.charger(c), c) }
}

export const definirAction = (a: Action): Action => a
/** A GET that is not a plain page: a redirection, a file, a page with a status of its own. */
export const definirRoute = (p: Page): Page => p

export const estReponse = (r: JSX.Element | Reponse): r is Reponse => 'rediriger' in r || 'statut' in r || 'brut' in r

/** Pages are not part of the API's description. */
const CACHEE = { schema: { hide: true } as object }

function envoyer(c: Contexte, resultat: JSX.Element | Reponse) {
  const { reponse } = c
  if (!estReponse(resultat)) return envoyerPage(c, 200, resultat)
  if ('rediriger' in resultat) return reponse.redirect(resultat.rediriger, 303)
  if ('statut' in resultat) return envoyerPage(c, resultat.statut, resultat.page)
  reponse.header('content-type', resultat.type)
  if (resultat.nom) reponse.header('content-disposition', attachment(resultat.nom))
  return reponse.send(resultat.brut)
}

export function envoyerPage(c: Contexte, statut: number, page: JSX.Element) {
  c.reponse.code(statut).header('content-type', 'text/html; charset=utf-8')
  // Asked for before the page itself is read.
  if (!porteStyle(c)) c.reponse.header('link', `<${actifs().css}>; rel=preload; as=style`)
  // A private page is asked again each time: what one may see may have changed.
  if (!c.reponse.hasHeader('cache-control')) c.reponse.header('cache-control', c.utilisateur ? 'private, no-cache' : 'no-cache')
  return c.reponse.send(`<!doctype html>${renderToString(page)}`)
}

const versSecondFacteur = (c: Contexte) =>
  c.reponse.redirect(`/compte/second-facteur?retour=${encodeURIComponent(c.requete.method === 'GET' ? c.requete.url : c.chemin)}`, 303)
const versConnexion = (c: Contexte) =>
  c.reponse.redirect(`/connexion?retour=${encodeURIComponent(c.requete.method === 'GET' ? c.requete.url : c.chemin)}`, 303)

/** In a scope of their own, bodies are forms. */
export function lireLesFormulaires(app: FastifyInstance) {
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: 1_000_000 }, (_r, body, done) => {
    try {
      done(null, parseUrlencoded(body as string))
    } catch (error) {
      done(error as Error)
    }
  })
  app.addHook('preValidation', async (requete) => {
    // Forms to forms, JSON to what takes JSON (hard case P09).
    const { body } = requete
    if (
      body &&
      typeof body === 'object' &&
      body instanceof Map !== Boolean((requete.routeOptions.config as { formulaire?: boolean }).formulaire)
    )
      throw Object.assign(new Error('wrong kind of body'), { statusCode: 415 })
  })
}

/** Registers a domain's pages and form actions in that scope; answers are HTML. */
export function servirPages(app: FastifyInstance, programme: Programme, { pages, actions }: Pick<Domaine, 'pages' | 'actions'>) {
  for (const page of pages)
    app.get(page.chemin, CACHEE, async (requete, reponse) => {
      const c = await creerContexte(programme, requete, reponse).catch((e: unknown) => {
        if (!page.sansBase || !isUnavailable(e)) throw e
        return contexteSansSession(programme, requete, reponse)
      })
      if (page.acces === 'session' && !c.utilisateur) return versConnexion(c)
      if (page.acces === 'session' && doitActiverSecondFacteur(c)) return versSecondFacteur(c)
      return envoyer(c, await page.repondre(c))
    })
  for (const action of actions.filter((a) => !a.fichiers)) servirAction(app, programme, action)
  const avecFichiers = actions.filter((a) => a.fichiers)
  if (!avecFichiers.length) return
  app.register(async (portee) => {
    // Left where it is: who may send it is asked before it is read.
    portee.addContentTypeParser('multipart/form-data', (_requete, _corps, fait) => fait(null, null))
    for (const action of avecFichiers) servirAction(portee, programme, action)
  })
}

function servirAction(app: FastifyInstance, programme: Programme, action: Action) {
  app.post(action.chemin, { ...CACHEE, config: { formulaire: true } as object }, async (requete, reponse) => {
    const c = await creerContexte(programme, requete, reponse)
    if (action.acces === 'session' && !c.utilisateur) return versConnexion(c)
    if (action.acces === 'session' && doitActiverSecondFacteur(c)) return versSecondFacteur(c)
    const deposant =
      action.fichiers && requete.headers['content-type']?.startsWith('multipart/')
        ? await (action.deposant ? action.deposant(c) : c.utilisateur)
        : null
    const champs = deposant
      ? await (deposant === 'champs' ? lireFormulaire(c, { id: '' }, '') : lireFormulaire(c, deposant, action.fichiers!))
      : requete.body instanceof Map
        ? (requete.body as Map<string, string[]>)
        : new Map<string, string[]>()
    return envoyer(c, await action.executer(c, champs))
  })
}
