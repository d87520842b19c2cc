import type { Pool } from 'pg'
import { creerUtilisateur, ouvrirSession } from '#tests/acteurs.ts'
import type { PortailDuMonde } from '#tests/monde.ts'
import type { ACTEURS } from './table.ts'

export type Acteur = (typeof ACTEURS)[number]

const DEPUIS = '[now - 30 days, )'

/** Everyone of the table: how each gets a new session (nothing for those outside), by the ways of being outside. */
export async function creerActeurs(p: PortailDuMonde): Promise<Record<Acteur, (() => Promise<string>)[]>> {
  const { menuiserie } = p.monde
  const session = (id: string) => [async () => (await ouvrirSession(p.pool, p.settings, id)).cookie]
  const personne = async (nom: string, periode: string, droit: string | null, plus: Rattache = {}) => {
    const { id } = await creerUtilisateur(p.pool, { nom })
    await rattacher(p.pool, id, menuiserie, periode, droit, plus)
    return id
  }
  const nouveau = async (...q: Parameters<typeof personne>) => session(await personne(...q))
  const suppleant = await personne('Suppléante', DEPUIS, DEPUIS, { niveau: 1 })
  await p.pool.query(
    `insert into suppleance (gestionnaire, suppleant, structure, periode) values ($1, $2, $3, tstzrange(maintenant() - interval '1 day', maintenant() + interval '7 days'))`,
    [p.monde.daniel, suppleant, menuiserie],
  )
  const invite = await creerUtilisateur(p.pool, { nom: 'Invitée' })
  await p.pool.query(
    `insert into invitation (adresse_electronique, invite_par, structure, expire_le) values ($1, $2, $3, maintenant() - interval '1 hour')`,
    [invite.adresse, p.monde.daniel, menuiserie],
  )
  const desactive = await creerUtilisateur(p.pool, { nom: 'Désactivée' })
  await rattacher(p.pool, desactive.id, menuiserie, `[now - 30 days, )`, `[now - 30 days, )`)
  const ouverte = (await ouvrirSession(p.pool, p.settings, desactive.id)).cookie
  await p.pool.query('update utilisateur set est_actif = false where id = $1', [desactive.id])
  const sansAdresse = await nonVerifie(p)
  const expiree = await ouvrirSession(p.pool, p.settings, p.monde.daniel)
  await p.pool.query(`update session set expire_le = now() - interval '1 second' where id = $1`, [expiree.id])
  const bonne = (await ouvrirSession(p.pool, p.settings, p.monde.daniel)).cookie
  return {
    dehors: [
      async () => '',
      async () => sansAdresse,
      async () => ouverte,
      async () => expiree.cookie,
      async () => `${bonne.slice(0, -6)}AAAAAA`,
    ],
    camille: session(p.monde.camille),
    détaché: await nouveau('Détachée', '[now - 30 days, )', '[now - 30 days, )', { retire: true }),
    service: await nouveau('Service', '[now - 30 days, )', '[now - 30 days, )', { service: true }),
    simple: session(p.monde.heloise),
    'à venir': await nouveau('Avenir', '[now - 30 days, )', '[now + 1 day, )'),
    échu: await nouveau('Échue', '[now - 30 days, )', '[now - 30 days, now - 1 day)'),
    daniel: session(p.monde.daniel),
    nadia: session(p.monde.nadia),
    agent: session(p.monde.agent),
    opérateur: session(p.monde.operateur),
    gérant: await nouveau('Gérante', DEPUIS, DEPUIS),
    lecteur: await nouveau('Lectrice', DEPUIS, null),
    'agent de service': await nouveau('Agente', DEPUIS, DEPUIS, { service: true, niveau: 1 }),
    suppléant: session(suppleant),
    invité: session(invite.id),
  }
}

/** « [now - 30 days, now - 1 day) » as a range of the database's clock. */
const enPeriode = (texte: string) => {
  const borne = (b: string) =>
    b.trim()
      ? `maintenant() ${b
          .replace('now', '')
          .trim()
          .replace(/^([+-])\s*(.*)$/, "$1 interval '$2'")}`
      : 'null'
  const [debut = '', fin = ''] = texte.slice(1, -1).split(',')
  return `tstzrange(${borne(debut)}, ${borne(fin)})`
}

interface Rattache {
  retire?: boolean
  service?: boolean
  niveau?: 1 | 2
}

async function rattacher(
  pool: Pool,
  utilisateur: string,
  structure: string,
  periode: string,
  droit: string | null,
  { retire = false, service = false, niveau = 2 }: Rattache = {},
) {
  const s = service ? `(select id from service where structure = $2 and code = 'COMPTA')` : 'null::uuid'
  await pool.query(
    `insert into rattachement (utilisateur, structure, service, periode, retire_le) values ($1, $2, ${s}, ${enPeriode(periode)}, ${retire ? "maintenant() - interval '1 day'" : 'null'})`,
    [utilisateur, structure],
  )
  if (droit)
    await pool.query(
      `insert into habilitation (utilisateur, structure, service, application, niveau, periode) values ($1, $2, ${s}, 1, ${niveau}, ${enPeriode(droit)})`,
      [utilisateur, structure],
    )
}

/** An account that never answered its verification link asks for a session: what it is given, if anything. */
async function nonVerifie(p: PortailDuMonde): Promise<string> {
  const adresse = `sans.preuve.${Math.random().toString(36).slice(2)}@exemple.fr`
  await p.demander('/inscription', {
    champs: {
      adresseElectronique: adresse,
      prenom: 'Non',
      nom: 'Vérifiée',
      motDePasse: 'Une-phrase-assez-longue-2026!',
      conditions: 'oui',
    },
  })
  const r = await p.demander('/api/auth/sign-in/email', { json: { email: adresse, password: 'Une-phrase-assez-longue-2026!' } })
  return r.headers
    .getSetCookie()
    .map((c) => c.split(';')[0])
    .join('; ')
}
