import { sql } from 'kysely'
import { oublierLesAnciennes } from '#app/assistant/conversation.ts'
import type { Programme } from '#app/contexte.ts'
import { expirerInvitations } from '#app/organisation/rattachements/envoyer.ts'
import { fermerTicketsSansReaction } from '#app/support/tickets/expirer.ts'
import { oublierPresences } from '#app/support/tickets/presence.ts'

/** What is kept only for a time, and the search's counts of words. */
export async function faireLeMenage(programme: Programme): Promise<void> {
  const { db } = programme
  await sql`delete from idempotence where cree_le < now() - interval '7 days'`.execute(db)
  await sql`delete from brouillon where modifie_le < now() - interval '30 days'`.execute(db)
  // What an individual's identifier is made of is asked and not kept (STR-02).
  await sql`delete from brouillon
    where type = 'structure.creer' and saisie->>'typeIdentifiant' = 'PARTICULIER' and modifie_le < now() - interval '1 day'`.execute(db)
  await sql`update session set voir_comme = null, voir_comme_jusqua = null, voir_comme_structures = null where voir_comme_jusqua < maintenant()`.execute(
    db,
  )
  await sql`delete from session where expire_le < now() - interval '1 day'`.execute(db)
  // What files said of people is not kept longer than their import is looked at; one under way is finished first.
  await sql`delete from import i
    where i.cree_le < maintenant() - interval '30 days'
      and not exists (select from demande d where d.id = i.demande and d.etat = 'programmee')`.execute(db)
  await sql`delete from avis where cree_le < maintenant() - interval '1 year'`.execute(db)
  await expirerInvitations({ db })
  await oublierLesAnciennes(db)
  await sql`update courriel_recu
    set source = null, texte = null
    where source is not null and recu_le < maintenant() - case when etat = 'ecarte' then interval '90 days' else interval '1 year' end`.execute(
    db,
  )
  await sql`delete from battement where heure < maintenant() - interval '400 days'`.execute(db)
  await fermerTicketsSansReaction(programme)
  await oublierPresences(db)
  // A year of exchanges with the support; a ticket made of one keeps what it says.
  await sql`delete from conversation where etat = 'terminee' and terminee_le < maintenant() - interval '1 year'`.execute(db)
  await sql`select recompter_mots()`.execute(db)
}
