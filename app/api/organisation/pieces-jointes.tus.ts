import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { setTimeout as attendre } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { connecte, type ContexteConnecte } from '#app/api/session.ts'
import { estUuid, type Programme } from '#app/contexte.ts'
import {
  abandonner,
  continuer,
  effacerFini,
  lireEnCours,
  lireFini,
  ouEnEst,
  reserver,
  terminer,
  type EnCours,
} from '#app/organisation/pieces-jointes/tus.suite.ts'
import { refus } from '#demandes/index.ts'
import { Refus } from '#platform/http/problem.ts'
import { textes } from '#ui/textes/index.ts'

const CHEMIN = '/envois/tus'
const VERSION = '1.0.0'
/** How long another request about the same file may take to stop. */
const PATIENCE_MS = 3000

const mal = (statusCode: number) => Object.assign(new Error('tus'), { statusCode })

/**
 * Files sent in several times, cut and resumed, by the tus protocol 1.0.0 (PJ-01): creation, termination; the owner's alone; checked and
 * kept as any other once whole.
 */
export function servirTus(app: FastifyInstance, programme: Programme) {
  const enTrain: EnTrain = new Map()
  app.register(async (portee) => {
    // Left where it is: who may send it is asked before it is read.
    portee.removeAllContentTypeParsers()
    portee.addContentTypeParser('*', (_requete, _corps, fait) => fait(null, null))
    const route = { schema: { hide: true } as object }
    portee.post(`${CHEMIN}/`, route, async (requete, reponse) => {
      const c = parler(await ouvrir(programme, requete, reponse))
      const { id } = await reserver(c, randomUUID())
      return reponse
        .code(201)
        .headers({ location: `${CHEMIN}/${id}`, 'upload-offset': 0 })
        .send()
    })
    portee.route({
      ...route,
      method: ['HEAD', 'PATCH', 'DELETE'],
      url: `${CHEMIN}/:envoi`,
      handler: async (requete, reponse) => {
        const c = await ouvrir(programme, requete, reponse)
        const id = c.params.envoi
        if (!estUuid(id)) throw refus(c.t, 'introuvable')
        const enCours = await lireEnCours(c, id.toLowerCase())
        if (!enCours) return repondreFini(c, id)
        parler(c)
        return await seul(enTrain, c, enCours.id, async (attendu) => {
          // Finished, or thrown away, since it was looked up.
          const encore = attendu ? await lireEnCours(c, enCours.id) : enCours
          return encore ? AGIR[requete.method as keyof typeof AGIR](c, encore) : repondreFini(c, enCours.id)
        })
      },
    })
  })
}

/** As the API opens it; a browser shows what is said, in the person's language. */
async function ouvrir(programme: Programme, requete: FastifyRequest, reponse: FastifyReply): Promise<ContexteConnecte> {
  const c = await connecte(programme, requete, reponse)
  reponse.headers({ 'tus-resumable': VERSION, 'cache-control': 'no-store' })
  return { ...c, t: textes[c.langue] }
}

/** Said once it is known to be theirs: what is not there is not there in any version. */
function parler(c: ContexteConnecte): ContexteConnecte {
  if (c.requete.headers['tus-resumable'] === VERSION) return c
  c.reponse.header('tus-version', VERSION)
  throw echec(c, 412, 'version-tus')
}

const echec = (c: ContexteConnecte, status: number, code: 'decalage-different' | 'version-tus' | 'envoi-occupe') =>
  new Refus({ status, code, detail: c.t.fichiers.tus[code] })

type EnTrain = Map<string, { requete: IncomingMessage; fin: Promise<unknown> }>

/**
 * One request at a time about a file: what another one is still receiving, on a line that is dead most often, is stopped, and what came of
 * it kept.
 */
async function seul<T>(enTrain: EnTrain, c: ContexteConnecte, id: string, travail: (attendu: boolean) => Promise<T>): Promise<T> {
  let attendu = false
  const tard = enTrain.has(id) && attendre(PATIENCE_MS, 'tard', { ref: false })
  for (let autre = enTrain.get(id); autre; autre = enTrain.get(id)) {
    attendu = true
    if (!autre.requete.complete) autre.requete.destroy()
    if ((await Promise.race([autre.fin, tard])) !== 'tard') continue
    // Whole and being checked: whoever asks waits for the same answer.
    if (c.requete.method === 'HEAD' && autre.requete.complete) return travail(attendu)
    throw echec(c, 423, 'envoi-occupe')
  }
  const fin = travail(attendu)
  enTrain.set(id, {
    requete: c.requete.raw,
    fin: fin.then(
      () => {},
      () => {},
    ),
  })
  return fin.finally(() => enTrain.delete(id))
}

const AGIR = {
  async HEAD(c: ContexteConnecte, e: EnCours) {
    const ou = await ouEnEst(c, e.id)
    // Nothing there: not begun, or finished since it was looked up.
    return ou > 0 || (await lireEnCours(c, e.id)) ? repondre(c, e, ou, 200) : repondreFini(c, e.id)
  },
  DELETE: async (c: ContexteConnecte, { id }: EnCours) => (await abandonner(c, id), c.reponse.code(204).send()),
  async PATCH(c: ContexteConnecte, e: EnCours) {
    const { raw, headers } = c.requete
    if (headers['content-type'] !== 'application/offset+octet-stream') throw mal(415)
    const dit = String(headers['upload-offset'] ?? '')
    if (!/^\d{1,15}$/.test(dit)) throw mal(400)
    const depuis = Number(dit)
    if (depuis + Number(headers['content-length'] ?? 0) > e.taille) throw mal(413)
    const ou = await continuer(c, e, depuis, borner(raw, e.taille - depuis))
    if (ou === null) throw echec(c, 409, 'decalage-different')
    return repondre(c, e, ou, 204)
  },
}

/** What comes, as far as was announced: one byte more is too many. A line that is cut is no fault of ours. */
async function* borner(raw: IncomingMessage, reste: number): AsyncGenerator<Buffer> {
  const morceaux = (raw.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>)[Symbol.asyncIterator]()
  for (;;) {
    const { done, value } = await morceaux.next().catch(() => {
      throw mal(400)
    })
    if (done) break
    if ((reste -= value.length) < 0) throw mal(413)
    yield value
  }
  if (!raw.complete) throw mal(400)
}

/** Whole: checked and kept, also when a crash left it whole and unchecked. */
async function repondre(c: ContexteConnecte, e: EnCours, decalage: number, statut: number): Promise<FastifyReply> {
  c.reponse.headers({ 'upload-offset': decalage, 'upload-length': e.taille })
  if (decalage === e.taille) c.reponse.header('envoi-etat', (await terminer(c, e)).etat)
  return c.reponse.code(statut).send()
}

/** Kept already: a client that missed the last answer learns it here. */
async function repondreFini(c: ContexteConnecte, id: string): Promise<FastifyReply> {
  const { method } = c.requete
  if (method === 'DELETE' && (await effacerFini(c, id))) return c.reponse.code(204).send()
  const envoi = method === 'HEAD' ? await lireFini(c, id) : undefined
  if (!envoi) throw refus(c.t, 'introuvable')
  return c.reponse.headers({ 'upload-offset': envoi.taille, 'upload-length': envoi.taille, 'envoi-etat': envoi.etat }).code(200).send()
}
