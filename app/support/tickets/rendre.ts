import { sql } from 'kysely'
import { encoreLa } from '#app/support/tickets/acces.ts'
import type { Db, Tx } from '#platform/database/open.ts'

/** What was taken by somebody who may no longer answer it goes back to the queue (TIC-08): rights end by themselves, agents leave, accounts close. */
export async function rendreLesTicketsSansAgent(db: Db | Tx): Promise<number> {
  const { rows } = await sql`with mains as materialized (select distinct agent, destinataire, destinataire_service
          from ticket
          where agent is not null and statut in ('OUVERT', 'EN_ATTENTE')),
        parties as materialized (select * from mains t where not ${encoreLa}),
        rendus as (update ticket k
          set agent = null, modifie_le = maintenant()
          from parties p
          where k.agent = p.agent and k.statut in ('OUVERT', 'EN_ATTENTE') and k.destinataire is not distinct from p.destinataire
            and k.destinataire_service is not distinct from p.destinataire_service
          returning k.id)
      insert into ticket_activite (ticket, cote, action)
      select id, 'portail', 'rendre'
      from rendus
      returning id`.execute(db)
  return rows.length
}
