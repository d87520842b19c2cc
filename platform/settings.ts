import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { parseMailIn } from '#platform/mail/incoming/address.ts'
import { readProxies } from '#platform/proxies.ts'
import { reasonOf } from '#platform/reasons.ts'

/** A start that cannot go on: its message is one clear sentence for the operator, printed without a stack. */
export class StartError extends Error {}

const ouiNon = z.enum(['oui', 'non']).transform((v) => v === 'oui')
const GENRES_DELAI = ['structure', 'service', 'coordonnee-bancaire', 'habilitation'] as const
export type GenreDelai = (typeof GENRES_DELAI)[number]

/**
 * « 30 », « structure=0,habilitation=30 », or « 30,structure=0 »: minutes before a change takes effect, per kind (PLUS-01). Said twice, one
 * of the two is a mistake.
 */
function lireDelais(texte: string, ctx: z.RefinementCtx): Record<GenreDelai, number> {
  const delais = Object.fromEntries(GENRES_DELAI.map((g) => [g, 30])) as Record<GenreDelai, number>
  const dits = new Set<string | null>()
  for (const [i, part] of texte.split(',').entries()) {
    const [cle = null, valeur] = part.includes('=') ? part.split('=').map((s) => s.trim()) : [null, part.trim()]
    const minutes = Number(valeur)
    const connue = cle === null ? i === 0 : GENRES_DELAI.includes(cle as GenreDelai) && !dits.has(cle)
    if (!/^\d{1,5}$/.test(valeur ?? '') || !connue) {
      ctx.addIssue('attendu')
      return z.NEVER
    }
    dits.add(cle)
    for (const g of GENRES_DELAI) if (!cle || g === cle) delais[g] = minutes
  }
  return delais
}

/** « 3,7,30 »: days before the reminders of a waiting approval, then before it expires (APP-04). */
function lireJours(texte: string, ctx: z.RefinementCtx): { rappels: number[]; expiration: number } {
  const jours = texte.split(',').map((j) => Number(j.trim()))
  if (jours.some((j, i) => !Number.isInteger(j) || j < 1 || j > 365 || j <= (jours[i - 1] ?? 0))) {
    ctx.addIssue('attendu')
    return z.NEVER
  }
  return { rappels: jours.slice(0, -1), expiration: jours.at(-1)! }
}

/** Half an escape (« p%zz » in a password) is found when it is read, which is too late. */
function isWhole(address: string): boolean {
  try {
    decodeURIComponent(address)
    return true
  } catch {
    return false
  }
}
/** What is no address at all is asked nothing more. */
const url = (...protocols: string[]) =>
  z.string().refine((v) => URL.canParse(v) && protocols.includes(new URL(v).protocol) && isWhole(v), { abort: true })
const serveur = (...protocols: string[]) => url(...protocols).refine((v) => new URL(v).hostname !== '')

/** A machine, or the path of a socket. */
const estAntivirus = (adresse: string) => {
  const u = new URL(adresse)
  return u.protocol === 'unix:' ? !u.host && u.pathname.startsWith('/') && u.pathname.length > 1 : u.hostname !== ''
}

/** The portal stands at the root of its address: whatever follows would be lost in the links of its mails. */
const estRacine = (adresse: string) => new URL(adresse).href.replace(/\/+$/, '') === new URL(adresse).origin

/** An absolute folder, or a store with its key and its bucket. */
function estDepot(adresse: string): boolean {
  const u = new URL(adresse)
  return u.protocol === 'file:'
    ? !u.host && u.pathname.length > 1
    : Boolean(u.username && u.password && u.host && /^\/[^/]+\/?$/.test(u.pathname))
}

interface Variable {
  schema: z.ZodType
  accepte: string
  secret?: boolean
}

/** Every setting of the program (INT-06): its schema, and what it accepts in words. */
export const VARIABLES = {
  PORT: { schema: z.coerce.number().int().min(0).max(65535).default(3000), accepte: 'un port de 1 à 65535 (3000)' },
  HOST: { schema: z.string().default('127.0.0.1'), accepte: 'une adresse d’écoute (127.0.0.1)' },
  PUBLIC_URL: {
    schema: url('http:', 'https:').refine(estRacine).optional(),
    accepte: 'l’adresse http(s)://… du portail, sans chemin (http://localhost:PORT)',
  },
  DATABASE_URL: { schema: url('postgres:', 'postgresql:').optional(), accepte: 'postgres://… (vide : PostgreSQL embarqué)', secret: true },
  DATABASE_DIRECT_URL: { schema: url('postgres:', 'postgresql:').optional(), accepte: 'postgres://… (vide : DATABASE_URL)', secret: true },
  DATA_DIR: {
    schema: z
      .string()
      .refine((v) => !v.startsWith('~'))
      .default('./data'),
    accepte: 'un dossier, en entier : « ~ » n’est pas compris (./data)',
  },
  FILES_URL: {
    schema: url('file:', 's3:').refine(estDepot).optional(),
    accepte: 'file:///dossier ou s3://clé:secret@hôte/seau (vide : DATA_DIR/fichiers)',
    secret: true,
  },
  SMTP_URL: {
    schema: serveur('smtp:', 'smtps:').optional(),
    accepte: 'smtp(s)://utilisateur:mot-de-passe@hôte:port (vide : boîte locale)',
    secret: true,
  },
  SIRENE_API_URL: { schema: url('http:', 'https:').optional(), accepte: 'https://api.insee.fr/api-sirene/3.11' },
  SIRENE_API_KEY: { schema: z.string().optional(), accepte: 'la clé de l’API Sirene', secret: true },
  SECRET_KEY: { schema: z.string().min(32).optional(), accepte: 'au moins 32 caractères (vide : générée dans DATA_DIR)', secret: true },
  SECRET_KEY_ANCIENNE: { schema: z.string().min(32).optional(), accepte: 'la SECRET_KEY d’avant, le temps de cles:tourner', secret: true },
  DELAI_EFFET_MINUTES: {
    schema: z.string().default('30').transform(lireDelais),
    accepte: 'des minutes (30), ou par genre : structure=0,service=30,coordonnee-bancaire=30,habilitation=30',
  },
  APPROBATION_JOURS: {
    schema: z.string().default('3,7,30').transform(lireJours),
    accepte: 'des jours croissants : les rappels, puis l’expiration (3,7,30)',
  },
  RECUPERATION_JOURS: {
    schema: z.coerce.number().int().min(0).max(365).default(15),
    accepte: 'des jours d’attente avant qu’un gestionnaire principal perdu soit remplacé (15)',
  },
  TICKET_FERMETURE_JOURS: {
    schema: z.coerce.number().int().min(1).max(365).default(15),
    accepte: 'des jours sans réaction après lesquels un ticket résolu est fermé (15)',
  },
  CLAVARDAGE_SILENCE_MINUTES: {
    schema: z.coerce.number().int().min(1).max(1440).default(15),
    accepte: 'des minutes de silence après lesquelles une conversation avec un agent se termine (15)',
  },
  FACTURATION_URL: {
    schema: url('http:', 'https:').optional(),
    accepte: 'l’adresse de l’application de facturation, à qui le destinataire d’une facture est demandé (vide : il reste à saisir)',
  },
  FACTURATION_KEY: { schema: z.string().optional(), accepte: 'la clé envoyée à l’application de facturation', secret: true },
  INUTILISE_JOURS: {
    schema: z.coerce.number().int().min(1).max(3650).default(180),
    accepte: 'des jours sans usage après lesquels un droit est proposé au retrait (180)',
  },
  DEMONSTRATION: { schema: ouiNon.optional(), accepte: 'oui ou non' },
  METRICS_PORT: { schema: z.coerce.number().int().min(1).max(65535).optional(), accepte: 'un port (vide : pas de mesures)' },
  TRUST_PROXY: {
    schema: z
      .string()
      .default('')
      .transform((v) =>
        v
          .split(',')
          .map((a) => a.trim())
          .filter(Boolean),
      )
      .refine((v) => readProxies(v) !== null),
    accepte: 'des adresses ou des réseaux (192.0.2.1,10.0.0.0/8), ou « loopback », séparés par des virgules',
  },
  LIMITE_PAR_MINUTE: {
    schema: z.coerce.number().int().min(10).default(1200),
    accepte: 'un nombre de requêtes par minute, au moins 10 (1200)',
  },
  TAILLE_FICHIER_MAX: { schema: z.coerce.number().int().min(1).default(10_000_000), accepte: 'des octets (10000000)' },
  CLAMD_URL: {
    schema: url('tcp:', 'unix:').refine(estAntivirus).optional(),
    accepte: 'tcp://hôte:3310 ou unix:/chemin (vide : aucun antivirus)',
  },
  MAIL_IN_URL: {
    schema: z
      .string()
      .refine((v) => isWhole(v) && parseMailIn(v, 'http://localhost') !== null)
      .optional(),
    accepte:
      'imap(s)://utilisateur:mot-de-passe@hôte/dossier ou smtp://hôte:port, avec ?adresse=tickets@domaine (vide : on ne répond pas aux courriels)',
    secret: true,
  },
  OIDC_ISSUER: { schema: url('http:', 'https:').optional(), accepte: 'l’adresse du fournisseur OpenID Connect' },
  OIDC_CLIENT_ID: { schema: z.string().optional(), accepte: 'l’identifiant du client OpenID Connect' },
  OIDC_CLIENT_SECRET: { schema: z.string().optional(), accepte: 'le secret du client OpenID Connect', secret: true },
  OIDC_NAME: { schema: z.string().default('ProConnect'), accepte: 'le nom affiché du fournisseur (ProConnect)' },
  SECOND_FACTEUR: {
    schema: z.enum(['facultatif', 'gestionnaires']).optional(),
    accepte: 'facultatif ou gestionnaires (exigé des gestionnaires principaux, agents et opérateurs)',
  },
  ASSISTANT_URL: { schema: url('http:', 'https:').optional(), accepte: 'une adresse http(s)://…' },
  ASSISTANT_KEY: { schema: z.string().optional(), accepte: 'la clé de l’assistant', secret: true },
  LOG_LEVEL: {
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn'),
    accepte: 'fatal, error, warn, info, debug, trace ou silent (warn)',
  },
} satisfies Record<string, Variable>

type Lu = { [K in keyof typeof VARIABLES]: z.output<(typeof VARIABLES)[K]['schema']> }

export interface Settings extends Omit<Lu, 'DEMONSTRATION' | 'SECRET_KEY' | 'PUBLIC_URL' | 'DATA_DIR'> {
  DATA_DIR: string
  PUBLIC_URL: string
  SECRET_KEY: string
  /** The demonstration's people and data are loaded and shown (INT-05). */
  demonstration: boolean
}

const estBoucleLocale = (host: string) => ['127.0.0.1', '::1', 'localhost'].includes(host)

/**
 * Reads and checks the environment; an empty value counts as unset (INT-06).
 * @throws StartError naming the variable, its value and what is accepted
 */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const lu: Record<string, unknown> = {}
  for (const [nom, variable] of Object.entries(VARIABLES) as [string, Variable][]) {
    const brut = env[nom]?.trim() || undefined
    const resultat = variable.schema.safeParse(brut)
    if (!resultat.success)
      throw new StartError(`Réglage ${nom} : « ${variable.secret ? '***' : brut} » n’est pas accepté. Attendu : ${variable.accepte}.`)
    lu[nom] = resultat.data
  }
  const s = lu as Lu
  allerEnsemble(s)
  const dataDir = resolve(s.DATA_DIR)
  const demonstration = s.DEMONSTRATION ?? (!s.DATABASE_URL && estBoucleLocale(s.HOST))
  return {
    ...s,
    DATA_DIR: dataDir,
    demonstration,
    PUBLIC_URL: (s.PUBLIC_URL ?? `http://localhost:${s.PORT}`).replace(/\/+$/, ''),
    SECRET_KEY: s.SECRET_KEY ?? cleConservee(dataDir),
  }
}

/** Two settings that are nothing, or worse, one without the other. @throws StartError naming both */
function allerEnsemble(s: Lu) {
  const ensemble: [keyof Lu, keyof Lu][] = [
    ['DATABASE_DIRECT_URL', 'DATABASE_URL'],
    ['OIDC_ISSUER', 'OIDC_CLIENT_ID'],
    ['OIDC_CLIENT_ID', 'OIDC_ISSUER'],
  ]
  for (const [nom, autre] of ensemble)
    if (s[nom] !== undefined && s[autre] === undefined)
      throw new StartError(`Réglage ${nom} : il ne vaut qu’avec ${autre}, qui manque. Attendu pour ${autre} : ${VARIABLES[autre].accepte}.`)
  if (s.METRICS_PORT !== undefined && s.METRICS_PORT === s.PORT)
    throw new StartError(`Réglage METRICS_PORT : « ${s.PORT} » est déjà celui de PORT. Attendu : un autre port.`)
}

/** The generated key lives beside the data, readable by its owner only, so that restarts keep sessions. */
function cleConservee(dataDir: string): string {
  const fichier = join(dataDir, 'secret.key')
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    if (!existsSync(fichier)) writeFileSync(fichier, randomBytes(48).toString('base64url'), { mode: 0o600, flag: 'wx' })
  } catch (cause) {
    // Written meanwhile by another process: read below.
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST' || !existsSync(fichier)) throw dossierInutilisable(dataDir, cause)
  }
  let cle = ''
  try {
    cle = readFileSync(fichier, 'utf8').trim()
  } catch (cause) {
    throw dossierInutilisable(dataDir, cause)
  }
  // A disk that filled while it was written leaves it empty: sessions signed with nothing would be anyone's.
  if (cle.length < 32)
    throw new StartError(`La clé ${fichier} est vide ou abîmée : restaurez-la, ou supprimez-la (chacun devra se reconnecter).`)
  return cle
}

export const dossierInutilisable = (dossier: string, cause: unknown) =>
  new StartError(`Le dossier de données ${dossier} n’est pas utilisable : ${reasonOf(cause)}.`)
