import { sql } from 'kysely'
import type { Db } from '#platform/database/open.ts'

export interface Delai {
  nombre: number
  medianeHeures: number
  presqueHeures: number
}

/** Fewer answers say nothing of the next one. */
const REPONSES_MIN = 5

/** How long the first answers of the last thirty days took, recipient by recipient; a note or the taking of a ticket is no answer. */
export async function calculerLesDelais(db: Db): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`delete from ticket_delai`.execute(tx)
    await sql`insert into ticket_delai (destinataire, nombre, mediane, presque)
      select t.destinataire, count(*), percentile_cont(0.5) within group (order by t.premiere_reponse_le - t.cree_le),
        percentile_cont(0.9) within group (order by t.premiere_reponse_le - t.cree_le)
      from ticket t
      where t.cree_le > maintenant() - interval '90 days' and t.premiere_reponse_le > maintenant() - interval '30 days'
      group by t.destinataire
      having count(*) >= ${REPONSES_MIN}`.execute(tx)
  })
}

/** What may be announced for a recipient, by its identifier, or for the support of the portal; null: too few answers, or nobody by that name. */
export async function lireDelai(db: Db, destinataire: string | null | undefined): Promise<Delai | null> {
  const identifiant = destinataire?.replaceAll(/\s/g, '')
  const qui = identifiant
    ? sql`d.destinataire in (select id from structure where identifiant = ${identifiant} and type_structure = 'PUBLIQUE' and statut = 'ACTIVE')`
    : sql`d.destinataire is null`
  const { rows } = await sql<Delai>`select d.nombre, greatest(1, ceil(extract(epoch from d.mediane) / 3600))::int as mediane_heures,
        greatest(1, ceil(extract(epoch from d.presque) / 3600))::int as presque_heures
      from ticket_delai d
      where ${qui}
      limit 1`.execute(db)
  return rows[0] ?? null
}
