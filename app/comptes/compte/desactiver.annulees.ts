import { sql } from 'kysely'
import { NOM_DANS_LA_DEMANDE } from '#demandes/recu.ts'
import type { Db, Tx } from '#platform/database/open.ts'

export interface Annulee {
  id: number
  numero: string
  type: string
  structure: string | null
}

/**
 * What a deactivation of one's account would cancel: what waits that one asked for, or that is about oneself, and all that waits of the
 * structures that close with it.
 */
export async function annuleesPar(db: Db | Tx, utilisateur: string, fermees: string[] = []): Promise<Annulee[]> {
  const { rows } =
    await sql<Annulee>`select d.id, d.numero, d.type, ${NOM_DANS_LA_DEMANDE} as structure from demande d left join structure s on s.id = d.structure
    where d.id in (select id from demande where auteur = ${utilisateur}::uuid and etat in ('demandee', 'programmee')
      union select id from demande where concerne = ${utilisateur}::uuid and etat in ('demandee', 'programmee')
      union select id from demande where structure = any(${fermees}::uuid[]) and etat in ('demandee', 'programmee')) order by d.id`.execute(
      db,
    )
  return rows
}
