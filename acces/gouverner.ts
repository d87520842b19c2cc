import { sql, type RawBuilder } from 'kysely'
import { unseen } from '#platform/database/arrays.ts'
import type { Db, Tx } from '#platform/database/open.ts'

export type Qualite = 'gestionnaire-principal' | 'suppleant' | 'operateur'

/**
 * As what this person decides for each structure now: gestionnaire principal, deputy (APP-05), or operator where there is none; absent: not
 * at all. One statement.
 */
export async function qualitesSur(db: Db | Tx, utilisateur: string, structures: string[]): Promise<Map<string, Qualite>> {
  if (!structures.length) return new Map()
  const { rows } = await sql<{
    structure: string
    qualite: Qualite
  }>`/* @qualites */ select structure, min(qualite) as qualite from decideur
    where utilisateur = ${utilisateur}::uuid and structure = any(${unseen(structures, 'uuid')}) group by structure`.execute(db)
  return new Map(rows.map((r) => [r.structure, r.qualite]))
}

/**
 * The approval « a » is of a demande of one's own, and left to another (APP-05): a deputy for a few days would keep for ever what they
 * approved for themselves.
 * The gestionnaire principal alone decides of their own: there is nothing above them.
 */
const laisseeAUnAutre = (qui: RawBuilder<unknown>) =>
  sql`exists (select from demande o
        join structure g on g.id = a.structure
        where o.id = a.demande and o.auteur = ${qui} and g.gestionnaire_principal is distinct from ${qui})`

/** The approval « a », of a structure that this person decides for, waits for their own decision. */
export const attendLaDecisionDe = (qui: RawBuilder<unknown>, heure: RawBuilder<unknown> = sql`maintenant()`) =>
  sql`a.etat = 'demandee' and a.expire_le > ${heure} and not ${laisseeAUnAutre(qui)}`

/** By the same rule, a decider « x » decides a demande of this author. */
export const decideDe = (auteur: string) => sql.raw(`(x.utilisateur <> ${auteur} or x.qualite = 'gestionnaire-principal')`)
