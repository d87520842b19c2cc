import { randomBytes } from 'node:crypto'
import type { Pool } from 'pg'
import { nomCookieSession, signerCookie } from '#app/comptes/cookie.ts'
import type { Settings } from '#platform/settings.ts'

export interface Acteur {
  prenom?: string
  nom?: string
  /** Sign-in address; unique by itself when left out. */
  adresse?: string
  verifiee?: boolean
  langue?: 'fr' | 'en'
  operateur?: boolean
  agent?: boolean
  actif?: boolean
  telephone?: string | null
}

let rang = 0

/** A person with a verified account and no password: enough for whatever starts from an open session. */
export async function creerUtilisateur(pool: Pool, acteur: Acteur = {}): Promise<{ id: string; adresse: string }> {
  const {
    prenom = 'Camille',
    nom = 'Dubreuil',
    verifiee = true,
    langue = 'fr',
    operateur = false,
    agent = false,
    actif = true,
    telephone = null,
  } = acteur
  const adresse = acteur.adresse ?? `acteur.${process.pid}.${++rang}.${randomBytes(3).toString('hex')}@exemple.fr`
  const { rows } = await pool.query<{ id: string }>(
    `insert into utilisateur (adresse_electronique, adresse_verifiee, prenom, nom, nom_complet, langue, est_operateur, est_agent, est_actif, telephone)
     values ($1, $2, $3, $4, $3 || ' ' || $4, $5, $6, $7, $8, $9) returning id`,
    [adresse, verifiee, prenom, nom, langue, operateur, agent, actif, telephone],
  )
  return { id: rows[0]!.id, adresse }
}

/** Attached from now on to the whole structure. */
export const rattacher = (pool: Pool, utilisateur: string, structure: string) =>
  pool.query(`insert into rattachement (utilisateur, structure, periode) values ($1, $2, tstzrange(maintenant(), null))`, [
    utilisateur,
    structure,
  ])

/** « Organisation modification » from now on, on the whole structure. */
export const habiliter = (pool: Pool, utilisateur: string, structure: string) =>
  pool.query(
    `insert into habilitation (utilisateur, structure, application, niveau, periode) values ($1, $2, 1, 2, tstzrange(maintenant(), null))`,
    [utilisateur, structure],
  )

/** An open session without going through sign-in: nothing is hashed. `cookie` is ready for a Cookie header. */
export async function ouvrirSession(
  pool: Pool,
  settings: Pick<Settings, 'SECRET_KEY' | 'PUBLIC_URL'>,
  utilisateurId: string,
): Promise<{ cookie: string; id: string; jeton: string }> {
  const jeton = randomBytes(24).toString('base64url')
  const { rows } = await pool.query<{ id: string }>(
    `insert into session (jeton, utilisateur, expire_le, adresse_ip, agent) values ($1, $2, now() + interval '7 days', '127.0.0.1', 'essais') returning id`,
    [jeton, utilisateurId],
  )
  return { cookie: `${nomCookieSession(settings.PUBLIC_URL)}=${signerCookie(jeton, settings.SECRET_KEY)}`, id: rows[0]!.id, jeton }
}
