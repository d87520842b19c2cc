import { sql, type RawBuilder } from 'kysely'
import { attendLaDecisionDe } from '#acces/index.ts'
import { nonLus } from '#app/communication/messages/acces.ts'
import { unseen } from '#platform/database/arrays.ts'
import type { Db } from '#platform/database/open.ts'
import { grouped } from '#platform/grouped.ts'

type Role = 'operateur' | 'agent'

export interface Utilisateur {
  id: string
  prenom: string
  nom: string
  adresseElectronique: string
  roles: Role[]
  /** Identifier of the session, not its token. */
  session: string
  /** Last proof of identity (CPT-07). */
  preuveLe: Date
  langue: 'fr' | 'en'
  /** Single-key shortcuts work for them (POR-14). */
  raccourcis: boolean
  /**
   * A second factor may be required of them, by a structure or for what they are, and this session has none: no application of codes, not
   * opened by a passkey.
   */
  secondFacteurDu: 'structure' | 'role' | null
}

export interface StructureDuMenu {
  id: string
  nom: string
  typeIdentifiant: string
  identifiant: string
  role: 'gestionnaire' | 'utilisateur'
  statut: 'ACTIVE' | 'INACTIVE'
}

export interface SessionLue {
  utilisateur: Utilisateur
  structures: StructureDuMenu[]
  nombreStructures: number
  compteurs: { approbations: number; messages: number }
  /** Some approvals are theirs to decide, whether any waits or not (POR-05, APP-05). */
  decide: boolean
  /** It looks at the portal as this person, until then (PLUS-12). */
  voirComme: { utilisateur: string; jusqua: Date } | null
  /** The domain's clock when the request was read. */
  heure: Date
}

interface Ligne {
  id: string
  prenom: string
  nom: string
  adresseElectronique: string
  estOperateur: boolean
  estAgent: boolean
  secondFacteurDu: 'structure' | 'role' | null
  langue: 'fr' | 'en'
  raccourcis: boolean
  session: string
  preuveLe: Date
  aProlonger: boolean
  structures: StructureDuMenu[] | null
  nombreStructures: number
  approbations: number
  messages: number
  decide: boolean
  heure: Date
  voirComme: string | null
  voirCommeJusqua: Date | null
}

/** How many approvals wait for this person, up to a hundred; who decides is read as it stands (APP-05). */
export const aDecider = (utilisateur: RawBuilder<unknown>) => sql`select count(*)::int
  from (select from approbation a
      where a.structure in (select x.structure from decideur x where x.utilisateur = ${utilisateur}) and ${attendLaDecisionDe(utilisateur)}
      limit 100) n`

/**
 * What only a page's menu shows: software does not ask for it, and an accountant's two hundred structures are not read for nothing. Nor is
 * the hour asked for each of them.
 */
const MENU = sql`m.structures, coalesce(m.nombre, 0)::int as nombre_structures, (${aDecider(sql`u.id`)}) as approbations,
    (${nonLus(sql`u.id`)}) as messages, exists (select from decideur x where x.utilisateur = u.id) as decide`
const lesSiennes = (structureChoisie: string | null) => sql`left join lateral (select count(*) as nombre,
        json_agg(json_build_object('id', x.id, 'nom', coalesce(nullif(x.libelle, ''), x.raison_sociale, x.prenom || ' ' || x.nom),
                'typeIdentifiant', x.type_identifiant, 'identifiant', x.identifiant, 'statut', x.statut, 'role',
                case when x.gestionnaire_principal = u.id then 'gestionnaire' else 'utilisateur' end)
          order by x.rang) filter (where x.rang <= 15 or x.id = ${structureChoisie}::uuid) as structures
      from (select t.*, row_number() over (order by t.statut, coalesce(nullif(t.libelle, ''), t.raison_sociale, t.nom) collate "C") as rang
          from structure t
          where t.id in (select r.structure
              from rattachement r
              where r.utilisateur = u.id and r.retire_le is null and r.periode @> (select maintenant()))) x) m on true`
const DE_SESSION = sql`from session s join utilisateur u on u.id = s.utilisateur`

export type Menu = Pick<SessionLue, 'structures' | 'nombreStructures' | 'compteurs' | 'decide'>
const menuLu = (l: Pick<Ligne, 'structures' | 'nombreStructures' | 'approbations' | 'messages' | 'decide'>): Menu => ({
  structures: l.structures ?? [],
  nombreStructures: l.nombreStructures,
  compteurs: { approbations: l.approbations, messages: l.messages },
  decide: l.decide,
})

/** The menu of somebody whose session this is not (PLUS-12). */
export async function lireMenu(db: Db, utilisateur: string, structureChoisie: string | null): Promise<Menu> {
  const { rows } =
    await sql<Ligne>`select ${MENU} from utilisateur u ${lesSiennes(structureChoisie)} where u.id = ${utilisateur}::uuid`.execute(db)
  return menuLu(rows[0]!)
}

const SANS_MENU = sql`null::json as structures, 0 as nombre_structures, 0 as approbations, 0 as messages, false as decide ${DE_SESSION}`

const QUI = sql`maintenant() as heure, s.jeton, u.id, u.prenom, u.nom, u.adresse_electronique::text as adresse_electronique,
    u.est_operateur, u.est_agent, u.langue, u.raccourcis, s.id as session, s.preuve_le, s.voir_comme, s.voir_comme_jusqua,
    case when u.second_facteur_actif or s.cle_acces is not null then null
    when exists (select from rattachement r
      join structure g on g.id = r.structure
      where r.utilisateur = u.id and r.retire_le is null and r.periode @> (select maintenant()) and g.second_facteur_exige
        and g.statut = 'ACTIVE') then 'structure'
    when u.est_agent or u.est_operateur or exists (select from structure g where g.gestionnaire_principal = u.id and g.statut = 'ACTIVE')
      then 'role' end as second_facteur_du, s.modifie_le < now() - interval '1 day' as a_prolonger`
const OUVERTE = sql`s.expire_le > now() and u.est_actif`

const files = new WeakMap<Db, (jeton: string) => Promise<Ligne | undefined>>()

/** Without a menu nothing depends on the page: those that ask at the same instant are read together. */
function lireEnsemble(db: Db, jeton: string): Promise<Ligne | undefined> {
  let file = files.get(db)
  if (!file)
    files.set(
      db,
      (file = grouped(
        async (jetons: string[]) => {
          const { rows } = await sql<
            Ligne & { jeton: string }
          >`/* @sessions */ select ${QUI}, ${SANS_MENU} where s.jeton = any(${unseen(jetons, 'text')}) and ${OUVERTE}`.execute(db)
          const lues = new Map(rows.map((l) => [l.jeton, l]))
          return jetons.map((j) => lues.get(j))
        },
        { max: 200, flights: 2 },
      )),
    )
  return file(jeton)
}

const lireAvecMenu = async (db: Db, jeton: string, structureChoisie: string | null) =>
  (
    await sql<Ligne>`/* @session */ select ${QUI}, ${MENU} ${DE_SESSION} ${lesSiennes(structureChoisie)} where s.jeton = ${jeton} and ${OUVERTE}`.execute(
      db,
    )
  ).rows[0]

/**
 * Who holds this token and, with `menu`, what their menu shows, in one statement; null when the session is over, revoked or its owner inactive.
 * Use extends it: a session idle for a week ends, one in use is pushed back at most once a day.
 */
export async function lireSession(
  db: Db,
  jeton: string,
  { structureChoisie = null, menu = true }: { structureChoisie?: string | null; menu?: boolean } = {},
): Promise<SessionLue | null> {
  const l = await (menu ? lireAvecMenu(db, jeton, structureChoisie) : lireEnsemble(db, jeton))
  if (!l) return null
  if (l.aProlonger)
    await sql`update session
      set modifie_le = now(), expire_le = now() + interval '7 days'
      where id = ${l.session} and modifie_le < now() - interval '1 day'`.execute(db)
  return {
    utilisateur: {
      id: l.id,
      prenom: l.prenom,
      nom: l.nom,
      adresseElectronique: l.adresseElectronique,
      session: l.session,
      preuveLe: l.preuveLe,
      langue: l.langue,
      raccourcis: l.raccourcis,
      secondFacteurDu: l.secondFacteurDu,
      roles: [...(l.estOperateur ? (['operateur'] as const) : []), ...(l.estAgent ? (['agent'] as const) : [])],
    },
    ...menuLu(l),
    heure: l.heure,
    voirComme: l.voirComme && l.voirCommeJusqua ? { utilisateur: l.voirComme, jusqua: l.voirCommeJusqua } : null,
  }
}
