import { sql } from 'kysely'
import type { Programme } from '#app/contexte.ts'
import type { Settings } from '#platform/settings.ts'

/** True when this installation requires a second factor of gestionnaires principaux, agents and opérateurs (CPT-02). */
export const secondFacteurExige = (settings: Pick<Settings, 'SECOND_FACTEUR' | 'demonstration'>) => (settings.SECOND_FACTEUR ?? (settings.demonstration ? 'facultatif' : 'gestionnaires')) === 'gestionnaires'

interface Situation { sansStructure: boolean; exige: boolean }

/** Where a new session starts: the second factor when it is owed, the welcome of those without a structure, or the page asked for. */
export async function destinationApres({ db, settings }: Pick<Programme, 'db' | 'settings'>, utilisateur: string, retour: string): Promise<string> {
  const { rows } = await sql<Situation>`
    select not (u.est_agent or u.est_operateur) and not exists (select from rattachement r where r.utilisateur = u.id and r.retire_le is null and r.periode @> maintenant()) as sans_structure,
      not u.second_facteur_actif and (u.est_agent or u.est_operateur or exists (select from structure s where s.gestionnaire_principal = u.id and s.statut = 'ACTIVE')) as exige
    from utilisateur u where u.id = ${utilisateur}`.execute(db)
  const s = rows[0]
  if (s?.exige && secondFacteurExige(settings)) return `/compte/second-facteur?retour=${encodeURIComponent(retour)}`
  return s?.sansStructure && retour === '/' ? '/bienvenue' : retour
}
