import { sql } from 'kysely'
import type { Db, Tx } from '#platform/database/open.ts'

export interface Ensemble {
  id: string
  /** Null: the portal's. */
  structure: string | null
  nom: string
  description: string
  /** What a new attachment receives: in the structure, or, the portal's, where the structure has chosen none. */
  parDefaut: boolean
  /** « factures-emises.consultation ». */
  profils: string[]
}

const ENSEMBLE = sql`e.id, e.structure, e.nom, e.description, e.par_defaut,
    coalesce((select json_agg(a.code || case p.niveau when 2 then '.modification' else '.consultation' end order by a.id)
          from ensemble_profil p
          join application a on a.id = p.application
          where p.ensemble = e.id), '[]') as profils`

/** The portal's sets and those of these structures, each by name; the portal's first. One statement. */
export async function lireEnsembles(db: Db | Tx, structures: string[]): Promise<Ensemble[]> {
  const { rows } = await sql<Ensemble>`select ${ENSEMBLE}
      from ensemble_profils e
      where e.structure is null or e.structure = any(${structures}::uuid[])
      order by e.structure nulls first, e.par_defaut desc, plier(e.nom), e.id
      limit 1000`.execute(db)
  return rows
}

export async function lireEnsemble(db: Db | Tx, id: string): Promise<Ensemble | null> {
  const { rows } = await sql<Ensemble>`select ${ENSEMBLE} from ensemble_profils e where e.id = ${id}::uuid`.execute(db)
  return rows[0] ?? null
}

export const GESTION = 'organisation.modification'
