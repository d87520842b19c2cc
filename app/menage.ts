import { sql } from 'kysely'
import type { Programme } from '#app/contexte.ts'
import { expirerInvitations } from '#app/organisation/rattachements/envoyer.ts'

/** What is kept only for a time, and the search's counts of words. */
export async function faireLeMenage({ db }: Programme): Promise<void> {
  await sql`delete from idempotence where cree_le < now() - interval '7 days'`.execute(db)
  await sql`delete from brouillon where modifie_le < now() - interval '30 days'`.execute(db)
  // What an individual's identifier is made of is asked and not kept (STR-02).
  await sql`delete from brouillon where type = 'structure.creer' and saisie->>'typeIdentifiant' = 'PARTICULIER' and modifie_le < now() - interval '1 day'`.execute(db)
  await sql`delete from session where expire_le < now() - interval '1 day'`.execute(db)
  await expirerInvitations({ db })
  await sql`select recompter_mots()`.execute(db)
}
