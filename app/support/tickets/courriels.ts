import { sql } from 'kysely'
import { composer, langueDe } from '#app/comptes/courriels/envoyer.ts'
import type { Programme } from '#app/contexte.ts'
import { equipe } from '#app/support/tickets/acces.ts'
import { regleDe, type Action } from '#app/support/tickets/actions.ts'
import { sendMail } from '#platform/mail/index.ts'
import type { Tx } from '#platform/database/open.ts'

interface Sujet { numero: string; titre: string; auteur: string; agent: string | null; destinataire: { id: string } | null; destinataireService: { id: string } | null }

/** The other side is told, never who did it, never with what was written: only accounts of the portal, at their own address (hard case T07). */
export async function prevenirDuTicket(milieu: Pick<Programme, 'settings' | 'db' | 'jobs'>, tx: Tx, t: Sujet, action: Action | 'creer', par: string, cle: string) {
  const versLeDestinataire = action === 'creer' || regleDe(action).cote === 'emetteur'
  const cibles = !versLeDestinataire ? sql`select ${t.auteur}::uuid as id` : t.agent ? sql`select ${t.agent}::uuid as id` : equipe({ destinataire: t.destinataire?.id ?? null, destinataireService: t.destinataireService?.id ?? null })
  const { rows } = await sql<{ id: string; prenom: string; nom: string; langue: string; adresse: string }>`select u.id, u.prenom, u.nom, u.langue, coalesce(u.adresse_contact, u.adresse_electronique)::text as adresse
    from (${cibles}) x join utilisateur u on u.id = x.id where u.est_actif and u.id <> ${par}::uuid`.execute(tx)
  for (const u of rows)
    await sendMail(milieu, tx, composer(milieu, langueDe(u.langue), `ticket:${t.numero}:${cle}:${u.id}`, u.adresse, (c) => c.ticket(u.prenom, u.nom, t.numero, t.titre, action), `/support/tickets/${t.numero}`))
}
