import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify'
import type { Pool } from 'pg'
import { partagerCatalogue } from '#app/accueil/catalogue/index.ts'
import { jetonDuCookie, NOM_COOKIE_SESSION } from '#app/comptes/cookie.ts'
import { lireSession, type StructureDuMenu, type Utilisateur } from '#app/comptes/session.ts'
import { estSortie, jugerVue } from '#app/voir-comme/permis.ts'
import { ouvrirVue, type VoirComme } from '#app/voir-comme/vue.ts'
import type { Usages } from '#acces/index.ts'
import type { Db } from '#platform/database/open.ts'
import type { Jobs, Sending } from '#platform/jobs.ts'
import type { Settings } from '#platform/settings.ts'
import type { Waker } from '#platform/wake.ts'
import { textes, type Textes } from '#ui/textes/index.ts'

/** What the program is made of, given to whatever serves a request. */
export interface Programme {
  settings: Settings
  db: Db
  pool: Pool
  jobs: Sending
  waker: Waker
  log: FastifyBaseLogger
  usages: Usages
}

/** The same while it is put together: who works on what is declared then. */
export interface ProgrammeNaissant extends Programme {
  jobs: Jobs
}

/** One request, as a page or an API route sees it. */
export interface Contexte extends Programme {
  requete: FastifyRequest
  reponse: FastifyReply
  url: URL
  chemin: string
  params: Record<string, string>
  langue: 'fr' | 'en'
  t: Textes
  theme?: 'clair' | 'sombre'
  /** Single-key shortcuts: the account's choice, else this device's (POR-14). */
  raccourcis: boolean
  utilisateur: Utilisateur | null
  structures: StructureDuMenu[]
  nombreStructures: number
  structureActive: StructureDuMenu | null
  compteurs: { approbations: number; messages: number }
  decide: boolean
  /** The portal is seen as somebody else sees it, read only (PLUS-12): `utilisateur` is that person, `db` shows nothing outside. */
  voirComme: VoirComme | null
  /** The domain's clock when the request was read; the machine's for a visitor, who has nothing that falls due. */
  heure: Date
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
export const estUuid = (v: unknown): v is string => typeof v === 'string' && UUID.test(v)

/**
 * The address asked for: a path of this portal whatever it begins with, where « //ailleurs » by itself would name another machine, and « //
 * » none.
 */
export const adresseDe = ({ url }: Pick<FastifyRequest, 'url'>, { PUBLIC_URL }: Pick<Settings, 'PUBLIC_URL'>) =>
  new URL(/^\/[/\\]/.test(url) ? new URL(PUBLIC_URL).origin + url : url, PUBLIC_URL)

/** Reads who asks, in which language and for which structure: one statement when there is a session, none otherwise. */
export async function creerContexte(
  programme: Programme,
  requete: FastifyRequest,
  reponse: FastifyReply,
  { menu = true, juger = true }: { menu?: boolean; juger?: boolean } = {},
): Promise<Contexte> {
  const url = adresseDe(requete, programme.settings)
  const cookies = requete.cookies
  const prefixe = programme.settings.PUBLIC_URL.startsWith('https:') ? '__Secure-' : ''
  const jeton = jetonDuCookie(cookies[prefixe + NOM_COOKIE_SESSION], programme.settings.SECRET_KEY)
  const demandee = url.searchParams.get('structure') ?? cookies['choral.structure']
  const choisie = estUuid(demandee) ? demandee : null
  const session = jeton ? await lireSession(programme.db, jeton, { structureChoisie: choisie, menu }) : null
  const vue =
    session?.voirComme && !estSortie(url.pathname) ? await ouvrirVue(programme, session, { structureChoisie: choisie, menu }) : null
  if (vue) partagerCatalogue(programme.db, vue.remplace.db)
  const vu = vue ?? session
  const langue = cookies['choral.langue'] === 'en' || (!cookies['choral.langue'] && session?.utilisateur.langue === 'en') ? 'en' : 'fr'
  const theme = cookies['choral.theme']
  if (vue && juger) jugerVue(textes[langue], requete.method, url.pathname)
  return {
    ...programme,
    ...vue?.remplace,
    requete,
    reponse,
    url,
    chemin: url.pathname,
    params: (requete.params ?? {}) as Record<string, string>,
    langue,
    t: textes[langue],
    ...(theme === 'clair' || theme === 'sombre' ? { theme } : {}),
    raccourcis: session ? session.utilisateur.raccourcis : cookies['choral.raccourcis'] !== 'non',
    utilisateur: vu?.utilisateur ?? null,
    structures: vu?.structures ?? [],
    nombreStructures: vu?.nombreStructures ?? 0,
    structureActive: vu?.structures.find((s) => s.id === choisie) ?? null,
    voirComme: vue?.voirComme ?? null,
    compteurs: vu?.compteurs ?? { approbations: 0, messages: 0 },
    decide: vu?.decide ?? false,
    heure: session?.heure ?? new Date(),
  }
}

/**
 * The same as for a visitor, with the language and colours chosen on this device: the database may be what failed, and nothing is asked of
 * it. What is refused at once has had no cookie read.
 */
export function contexteSansSession(programme: Programme, requete: FastifyRequest, reponse: FastifyReply): Promise<Contexte> {
  const cookies = Object.fromEntries(Object.entries(requete.cookies ?? {}).filter(([nom]) => !nom.endsWith(NOM_COOKIE_SESSION)))
  return creerContexte(programme, Object.assign(Object.create(requete), { cookies }) as FastifyRequest, reponse)
}
