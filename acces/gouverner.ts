import { sql } from 'kysely'
import { unseen } from '#platform/database/arrays.ts'
import type { Db, Tx } from '#platform/database/open.ts'

export type Qualite = 'gestionnaire-principal' | 'suppleant' | 'operateur'

/** As what this person decides for each structure now: gestionnaire principal, deputy (APP-05), or operator where there is none; absent: not at all. One statement. */
export async function qualitesSur(db: Db | Tx, utilisateur: string, structures: string[]): Promise<Map<string, Qualite>> {
  if (!structures.length) return new Map()
  const { rows } = await sql<{
    structure: string
    qualite: Qualite
  }>`/* @qualites */ select structure, min(qualite) as qualite from decideur
    where utilisateur = ${utilisateur}::uuid and structure = any(${unseen(structures, 'uuid')}) group by structure`.execute(db)
  return new Map(rows.map((r) => [r.structure, r.qualite]))
}
