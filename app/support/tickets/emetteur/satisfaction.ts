import { sql } from 'kysely'
import type { Lecteur } from '#app/support/tickets/acces.ts'
import type { MilieuTicket } from '#app/support/tickets/emetteur/creer.ts'
import { lireTicket, type Ticket } from '#app/support/tickets/lire.ts'
import { refus, refusDeChamps } from '#demandes/index.ts'

export const AVIS_MAX = 1000
/** An opinion may be given, and changed, for so long after the closing. */
export const AVIS_JOURS = 30

interface Avis {
  note: number
  texte: string | null
}

/** Whether the emitter may still give an opinion: closed, and not for too long. */
export const peutNoter = (t: Ticket) => t.emetteur === 2 && t.statut === 'FERME' && t.noterJusqua !== null

/** Why none can be given; null: it can. */
export const raisonSansAvis = (c: Pick<MilieuTicket, 't'>, t: Ticket): string | null => {
  const x = c.t.emission.satisfaction
  return peutNoter(t) ? null : t.reuni ? x.reuni : t.statut === 'FERME' ? x.fini : x.pasFerme
}

/**
 * What the emitter thought of the answer (TIC-08): facultative, changed as long as it may be. @throws Refus introuvable, acces-refuse,
 * ticket-dans-un-autre-statut, or on a field
 */
export async function noterTicket(c: Pick<MilieuTicket, 'db' | 't'>, qui: Lecteur, numero: string, avis: Avis): Promise<void> {
  const x = c.t.emission.satisfaction
  await c.db.transaction().execute(async (tx) => {
    const t = await lireTicket(tx, qui, numero, { verrou: true })
    if (!t) throw refus(c.t, 'introuvable')
    if (t.emetteur < 2)
      throw refus(c.t, 'acces-refuse', { raison: c.t.tickets.pasVotreCote.emetteur, remede: c.t.tickets.pasVotreCoteRemede })
    const raison = raisonSansAvis(c, t)
    if (raison) throw refus(c.t, 'ticket-dans-un-autre-statut', { detail: raison })
    const erreurs = [
      ...(Number.isInteger(avis.note) && avis.note >= 1 && avis.note <= 5
        ? []
        : [{ champ: 'note', code: 'valeur-inconnue', message: x.choisir }]),
      ...(avis.texte && avis.texte.length > AVIS_MAX
        ? [{ champ: 'avis', code: 'trop-long', message: c.t.tickets.tropLong(AVIS_MAX) }]
        : []),
      ...(avis.texte && /[^\P{Cc}\n\t]/u.test(avis.texte)
        ? [{ champ: 'avis', code: 'caracteres-interdits', message: c.t.tickets.fautes.caracteres }]
        : []),
    ]
    if (erreurs.length) throw refusDeChamps(c.t, erreurs)
    await sql`update ticket
      set satisfaction = ${avis.note}, satisfaction_texte = ${avis.texte}, satisfaction_le = maintenant(), avis_a_demander_le = null
      where id = ${t.id}`.execute(tx)
  })
}
