import { sql } from 'kysely'
import type { Contexte, Programme } from '#app/contexte.ts'
import { accepterMaintenant } from '#app/organisation/rattachements/accepter.ts'
import type { Db } from '#platform/database/open.ts'
import type { Settings } from '#platform/settings.ts'

/** True when this installation requires a second factor of gestionnaires principaux, agents and opérateurs (CPT-02). */
export const secondFacteurExige = (settings: Pick<Settings, 'SECOND_FACTEUR' | 'demonstration'>) =>
  (settings.SECOND_FACTEUR ?? (settings.demonstration ? 'facultatif' : 'gestionnaires')) === 'gestionnaires'

export interface Situation {
  sansStructure: boolean
  /** Gestionnaire principal, agent or opérateur. */
  concerne: boolean
  /** Structures that require it of whoever is attached, by name. */
  exigeantes: string[]
  actif: boolean
}

/** What decides where a person goes after signing in. */
export async function situationDe(db: Db, utilisateur: string): Promise<Situation> {
  const { rows } = await sql<Situation>`
    select not (u.est_agent or u.est_operateur)
      and not exists (select from rattachement r where r.utilisateur = u.id and r.retire_le is null and r.periode @> maintenant()) as sans_structure,
      u.second_facteur_actif as actif, u.est_agent or u.est_operateur
      or exists (select from structure s where s.gestionnaire_principal = u.id and s.statut = 'ACTIVE') as concerne,
      coalesce((select array_agg(x.nom order by x.nom)
            from (select nom_structure(s) as nom
                from structure s
                where s.second_facteur_exige and s.statut = 'ACTIVE'
                  and s.id in (select r.structure
                    from rattachement r
                    where r.utilisateur = u.id and r.retire_le is null and r.periode @> maintenant())
                limit 5) x), '{}') as exigeantes
    from utilisateur u
    where u.id = ${utilisateur}`.execute(db)
  return rows[0] ?? { sansStructure: false, concerne: false, exigeantes: [], actif: false }
}

/** Required of this person, by the installation for what they are or by a structure of theirs. */
export const estExige = (settings: Pick<Settings, 'SECOND_FACTEUR' | 'demonstration'>, s: Situation) =>
  s.exigeantes.length > 0 || (s.concerne && secondFacteurExige(settings))

/**
 * Where a new session starts: the second factor when it is owed (one opened by a passkey has it), the welcome of those without a structure,
 * or the page asked for.
 */
export async function destinationApres(
  { db, settings, jobs }: Pick<Programme, 'db' | 'settings' | 'jobs'>,
  utilisateur: string,
  retour: string,
  { parCle = false } = {},
): Promise<string> {
  // Whatever verified the address (an identity provider does): what was promised to it is taken up here at the latest.
  await accepterMaintenant({ db, settings, jobs }, utilisateur)
  const s = await situationDe(db, utilisateur)
  if (!s.actif && !parCle && estExige(settings, s)) return `/compte/second-facteur?retour=${encodeURIComponent(retour)}`
  return s.sansStructure && retour === '/' ? '/bienvenue' : retour
}

const OUVERTES = /^\/(compte\/second-facteur|preuve|deconnexion|connexion)(\/|$)/

/** True while this session owes a second factor. */
export const secondFacteurManque = (c: Pick<Contexte, 'utilisateur' | 'settings'>): boolean =>
  Boolean(c.utilisateur?.secondFacteurDu) && (c.utilisateur!.secondFacteurDu === 'structure' || secondFacteurExige(c.settings))

/** While it is owed nothing else opens, whatever address is typed (CPT-02). */
export const doitActiverSecondFacteur = (c: Pick<Contexte, 'utilisateur' | 'settings' | 'chemin'>): boolean =>
  secondFacteurManque(c) && !OUVERTES.test(c.chemin)

/**
 * Owed by somebody who has a passkey: the key is what is asked for. A password alone must not add another key, nor an application, and pass
 * for both.
 */
export const doitUneCle = async (c: Pick<Contexte, 'utilisateur' | 'settings' | 'db'>): Promise<boolean> =>
  secondFacteurManque(c) &&
  Boolean(await c.db.selectFrom('cleAcces').select('id').where('utilisateur', '=', c.utilisateur!.id).limit(1).executeTakeFirst())
