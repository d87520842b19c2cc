import { sql } from 'kysely'
import type { MilieuTicket } from '#app/support/tickets/emetteur/creer.ts'
import { lireTicket } from '#app/support/tickets/lire.ts'
import { refus } from '#demandes/index.ts'

/** To be told of each step of a received ticket, or no more; asked twice, it is the same (TIC-08). @throws Refus */
export async function suivreTicket(c: Pick<MilieuTicket, 'db' | 't' | 'utilisateur'>, numero: string, suivre: boolean): Promise<void> {
  const qui = c.utilisateur!.id
  const t = await lireTicket(c.db, qui, numero)
  if (!t) throw refus(c.t, 'introuvable')
  if (t.destinataireNiveau === 0)
    throw refus(c.t, 'acces-refuse', { raison: c.t.tickets.pasVotreCote.destinataire, remede: c.t.tickets.pasVotreCoteRemede })
  if (suivre) await sql`insert into ticket_abonne (ticket, utilisateur) values (${t.id}, ${qui}::uuid) on conflict do nothing`.execute(c.db)
  else await sql`delete from ticket_abonne where ticket = ${t.id} and utilisateur = ${qui}::uuid`.execute(c.db)
}
