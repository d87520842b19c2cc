import { sql, type RawBuilder } from 'kysely'
import { aviser } from '#app/avis/aviser.ts'
import { composer, langueDe } from '#app/comptes/courriels/envoyer.ts'
import type { Programme } from '#app/contexte.ts'
import { annoncerLaSuite } from '#app/support/sans-compte/suivi.ts'
import { adresseDeReponse } from '#app/support/courriels/adresses.ts'
import { abonnes, emetteurs, enCharge } from '#app/support/tickets/acces.ts'
import { regleDe, termine, type Suite } from '#app/support/tickets/actions.ts'
import { adresseDeLAvis } from '#app/support/tickets/emetteur/demander-avis.ts'
import type { Tx } from '#platform/database/open.ts'

interface Sujet {
  numero: string
  titre: string
  id: number
  auteur: string | null
  contact: string | null
  destinataire: { id: string } | null
  destinataireService: { id: string } | null
}

interface Autres {
  informes?: RawBuilder<unknown> | undefined
  /** Those whose it is now. */ nouveaux?: RawBuilder<unknown> | undefined
  discret?: boolean | undefined
}
interface Cible {
  id: string
  prenom: string
  nom: string
  langue: string
  adresse: string
  /** The other side itself, not who only follows. */ vise: boolean
  /** It is theirs from now on. */ aVous: boolean
  /** They have it in hand: their answer is the recipient's. */ tient: boolean
}

const PERSONNE = sql`select null::uuid as id`

/**
 * The other side is told, and who follows; never who did it, never with what was written: only accounts of the portal, and contacts at the
 * address that answered (hard case T07).
 */
export async function prevenirDuTicket(
  milieu: Pick<Programme, 'settings' | 'db' | 'jobs'>,
  tx: Tx,
  t: Sujet,
  action: Exclude<Suite, 'avis'>,
  par: string | null,
  cle: string,
  { informes, nouveaux, discret }: Autres = {},
) {
  const versLeDestinataire = action === 'creer' || (action !== 'expirer' && regleDe(action).cote === 'emetteur')
  const destinataire = { destinataire: t.destinataire?.id ?? null, destinataireService: t.destinataireService?.id ?? null }
  if (!versLeDestinataire && !discret && t.contact) await annoncerLaSuite(milieu, tx, { ticket: t.id, contact: t.contact, action, cle })
  const cibles = discret ? sql`select null::uuid as id where false` : !versLeDestinataire ? emetteurs(t.id) : enCharge(t.id, destinataire)
  const { rows } = await sql<Cible>`/* @ticket-cibles~ */
      select u.id, u.prenom, u.nom, u.langue, coalesce(u.adresse_contact, u.adresse_electronique)::text as adresse, x.vise, x.a_vous,
        exists (select from ticket t where t.id = ${t.id} and t.agent = u.id) as tient
      from (select id, bool_or(vise) as vise, bool_or(a_vous) as a_vous
          from (select id, true as vise, false as a_vous
              from (${cibles}) y
              union all select *, false, false
              from (${informes ?? PERSONNE}) i
              union all select *, false, true
              from (${nouveaux ?? PERSONNE}) n
              union all select *, false, false
              from (${abonnes(t.id)}) s) z
          group by id) x
      join utilisateur u on u.id = x.id
      where u.est_actif and u.id is distinct from ${par}::uuid`.execute(tx)
  for (const u of rows) {
    // It closes by itself: what is thought of the answer is asked in the same mail, and in no other.
    const avis = action === 'expirer' && u.id === t.auteur
    const chemin = avis ? adresseDeLAvis(t.numero) : `/support/tickets/${t.numero}`
    const reponse = termine(action) ? null : await adresseDeReponse(milieu, tx, t.numero, { utilisateur: u.id })
    await aviser(
      milieu,
      tx,
      { utilisateur: u.id, genre: 'tickets', adresse: chemin },
      composer(
        milieu,
        langueDe(u.langue),
        `ticket:${t.numero}:${cle}:${u.id}`,
        u.adresse,
        (c) =>
          c.ticket(u.prenom, u.nom, t.numero, t.titre, u.aVous ? `${action} à vous` : action, {
            parCourriel: reponse !== null,
            aLuiDAgir: u.vise,
            repond: u.vise && !versLeDestinataire ? 'emetteur' : u.tient ? 'agent' : 'personne',
            avis,
            termine: termine(action),
          }),
        chemin,
        reponse,
      ),
    )
  }
}
