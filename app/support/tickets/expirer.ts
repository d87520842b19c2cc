import { sql } from 'kysely'
import type { Contexte } from '#app/contexte.ts'

/** What was answered and has had no reaction for so many days is closed (TIC-05). */
export async function fermerTicketsSansReaction(c: Pick<Contexte, 'db' | 'settings'>): Promise<number> {
  return c.db.transaction().execute(async (tx) => {
    const { rows } = await sql<{
      id: number
    }>`update ticket set statut = 'FERME', modifie_le = maintenant() where id in (select id from ticket where statut = 'RESOLU' and resolu_le < maintenant() - make_interval(days => ${c.settings.TICKET_FERMETURE_JOURS}) order by resolu_le limit 500 for update skip locked) returning id::int`.execute(
      tx,
    )
    if (rows.length)
      await sql`insert into ticket_activite (ticket, cote, action, de, vers, par) select x, 'portail', 'expirer', 'RESOLU', 'FERME', 'delai' from unnest(${rows.map((r) => r.id)}::bigint[]) x`.execute(
        tx,
      )
    return rows.length
  })
}
