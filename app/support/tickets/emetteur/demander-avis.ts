import { sql } from 'kysely'
import { aviser } from '#app/avis/aviser.ts'
import { composer, langueDe } from '#app/comptes/courriels/envoyer.ts'
import type { Programme } from '#app/contexte.ts'
import { annoncerLaSuite } from '#app/support/sans-compte/suivi.ts'
import { emetteurPeutAgir } from '#app/support/tickets/acces.ts'
import type { Tx } from '#platform/database/open.ts'

/** The page asks at the closing; the mail comes a moment later, to whoever has not answered there. */
const APRES = '5 minutes'
export const avisADemander = sql`avis_a_demander_le = maintenant() + ${APRES}::interval`

/** Where the question is, for a mail or a notice: through a sign-in, a fragment would be lost. */
export const adresseDeLAvis = (numero: string) => `/support/tickets/${numero}/satisfaction`

interface ADemander {
  id: number
  numero: string
  titre: string
  contact: string | null
  auteur: { id: string; prenom: string; nom: string; langue: string; adresse: string } | null
}

/** Asks, once, what was thought of an answer (TIC-08): whoever wrote the ticket, if they may still say it. */
export async function demanderLesAvis(c: Pick<Programme, 'db' | 'settings' | 'jobs'>): Promise<number> {
  return c.db.transaction().execute(async (tx) => {
    const { rows } = await sql<ADemander>`with dus as (update ticket
            set avis_a_demander_le = null
            where id in (select id
                from ticket
                where avis_a_demander_le <= maintenant()
                order by avis_a_demander_le
                limit 500 for update skip locked)
            returning *)
        select t.id::int, t.numero, t.titre,
          (select s.contact from ticket_suivi s where s.ticket = t.id and s.contact = t.contact and s.revoque_le is null) as contact,
          (select json_build_object('id', u.id, 'prenom', u.prenom, 'nom', u.nom, 'langue', u.langue, 'adresse',
                  coalesce(u.adresse_contact, u.adresse_electronique))
            from utilisateur u
            where u.id = t.auteur and u.est_actif and ${emetteurPeutAgir(sql`u.id`)}) as auteur
        from dus t
        where t.satisfaction is null`.execute(tx)
    for (const t of rows) {
      if (t.contact) await annoncerLaSuite(c, tx, { ticket: t.id, contact: t.contact, action: 'avis', cle: 'avis' })
      if (t.auteur) await demander(c, tx, t, t.auteur)
    }
    return rows.length
  })
}

const demander = (c: Pick<Programme, 'db' | 'settings' | 'jobs'>, tx: Tx, t: ADemander, u: NonNullable<ADemander['auteur']>) =>
  aviser(
    c,
    tx,
    { utilisateur: u.id, genre: 'tickets', adresse: adresseDeLAvis(t.numero) },
    composer(
      c,
      langueDe(u.langue),
      `ticket:${t.numero}:avis:${u.id}`,
      u.adresse,
      (x) => x.ticketAvis(u.prenom, u.nom, t.numero, t.titre),
      adresseDeLAvis(t.numero),
    ),
  )
