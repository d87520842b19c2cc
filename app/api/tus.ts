import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { FileStore } from '@tus/file-store'
import { MemoryLocker, Server } from '@tus/server'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { connecte, type ContexteConnecte } from '#app/api/session.ts'
import { estUuid, type Programme } from '#app/contexte.ts'
import { depotDe } from '#app/organisation/pieces-jointes/depot.ts'
import { effacerFini, lireEnCours, lireFini, oublier, reserver, terminer, type EnCours } from '#app/organisation/pieces-jointes/tus.suite.ts'
import { refus } from '#demandes/index.ts'
import { Refus } from '#platform/http/problem.ts'
import { textes } from '#ui/textes/index.ts'

const CHEMIN = '/envois/tus'
/** A handler that waits this long for another request about the same file lets it stop by itself first. */
const PATIENCE_MS = 500

/** Files sent in several times, cut and resumed, by the tus protocol (PJ-01): the owner's alone; checked and kept as any other once whole. */
export function servirTus(app: FastifyInstance, programme: Programme) {
  const dossier = join(depotDe(programme.settings).temporary, 'tus')
  mkdirSync(dossier, { recursive: true, mode: 0o700 })
  const tus = { datastore: new FileStore({ directory: dossier }), locker: new MemoryLocker() }
  app.register(async (portee) => {
    // Left where it is: who may send it is asked before it is read.
    portee.removeAllContentTypeParsers()
    portee.addContentTypeParser('*', (_requete, _corps, fait) => fait(null, null))
    const route = { schema: { hide: true } as object }
    portee.post(`${CHEMIN}/`, route, async (requete, reponse) => {
      const c = await ouvrir(programme, requete, reponse)
      const id = randomUUID()
      const enCours = await reserver(c, id)
      const r = await transmettre(c, tus, id)
      if (r.status !== 201) await oublier(c, id)
      return repondre(c, r, await suite(c, tus, enCours, r))
    })
    portee.route({
      ...route, method: ['HEAD', 'PATCH', 'DELETE'], url: `${CHEMIN}/:envoi`,
      handler: async (requete, reponse) => {
        const c = await ouvrir(programme, requete, reponse)
        const id = c.params.envoi
        if (!estUuid(id)) throw refus(c.t, 'introuvable')
        const enCours = await lireEnCours(c, id)
        if (!enCours) return repondreFini(c, id)
        const r = await transmettre(c, tus, id)
        const disparu = r.status === 404 || r.status === 410
        if (disparu || (requete.method === 'DELETE' && r.ok)) await oublier(c, id)
        // Finished, or thrown away, since it was looked up.
        if (disparu) return repondreFini(c, id)
        return repondre(c, r, requete.method === 'DELETE' ? null : await suite(c, tus, enCours, r))
      },
    })
  })
}

/** As the API opens it; a browser shows what is said, in the person's language. */
async function ouvrir(programme: Programme, requete: FastifyRequest, reponse: FastifyReply): Promise<ContexteConnecte> {
  const c = await connecte(programme, requete, reponse)
  return { ...c, t: textes[c.langue] }
}

type Tus = { datastore: FileStore; locker: MemoryLocker }

/** The library reads the request and writes the bytes; what it may say about others, or to other sites, stays here. */
async function transmettre(c: ContexteConnecte, tus: Tus, id: string): Promise<Response> {
  const { raw, method } = c.requete
  const serveur = new Server({ path: CHEMIN, relativeLocation: true, maxSize: c.settings.TAILLE_FICHIER_MAX, lockDrainTimeout: PATIENCE_MS, allowedOrigins: [new URL(c.settings.PUBLIC_URL).origin], namingFunction: () => id, ...tus })
  const entetes = new Headers(Object.entries(raw.headers).filter(([nom]) => /^(tus-|upload-|content-)/.test(nom)).map(([nom, v]) => [nom, String(v)]))
  const corps = method === 'PATCH' || method === 'POST' ? { body: Readable.toWeb(raw) as ReadableStream, duplex: 'half' as const } : {}
  return serveur.handleWeb(new Request(new URL(method === 'POST' ? CHEMIN : `${CHEMIN}/${id}`, c.settings.PUBLIC_URL), { method, headers: entetes, ...corps }))
}

/** Whole: checked and kept, also when a crash left it whole and unchecked. */
async function suite(c: ContexteConnecte, { datastore }: Tus, enCours: EnCours, r: Response) {
  if (!r.ok || Number(r.headers.get('upload-offset')) !== enCours.taille) return null
  return terminer(c, enCours, join(datastore.directory, enCours.id), () => datastore.remove(enCours.id).catch(() => datastore.configstore.delete(enCours.id)))
}

const ECHECS: Record<number, string> = { 409: 'decalage-different', 412: 'version-tus', 423: 'envoi-occupe' }

function repondre({ reponse, t }: ContexteConnecte, r: Response, envoi: { etat: string } | null): FastifyReply {
  const code = ECHECS[r.status]
  if (code) throw new Refus({ status: r.status, code, detail: t.fichiers.tus[code as keyof typeof t.fichiers.tus] })
  if (!r.ok) throw Object.assign(new Error('tus'), { statusCode: r.status === 403 ? 400 : r.status })
  for (const [nom, v] of r.headers) if (!nom.startsWith('access-control-') && nom !== 'content-length') reponse.header(nom, v)
  if (envoi) reponse.header('envoi-etat', envoi.etat)
  return reponse.code(r.status).header('cache-control', 'no-store').send()
}

/** Kept already: a client that missed the last answer learns it here. */
async function repondreFini(c: ContexteConnecte, id: string): Promise<FastifyReply> {
  const { method } = c.requete
  c.reponse.headers({ 'tus-resumable': '1.0.0', 'cache-control': 'no-store' })
  if (method === 'DELETE' && (await effacerFini(c, id))) return c.reponse.code(204).send()
  const envoi = method === 'HEAD' ? await lireFini(c, id) : undefined
  if (!envoi) throw refus(c.t, 'introuvable')
  return c.reponse.headers({ 'upload-offset': envoi.taille, 'upload-length': envoi.taille, 'envoi-etat': envoi.etat }).code(200).send()
}
