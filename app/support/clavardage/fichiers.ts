import { sql } from 'kysely'
import { estUuid, type Contexte } from '#app/contexte.ts'
import { deLui } from '#app/organisation/pieces-jointes/index.ts'
import type { Piece } from '#app/organisation/pieces-jointes/lister.ts'
import { servirFichier } from '#app/organisation/pieces-jointes/servir.ts'
import { coteDe, parleDe, quiEst } from '#app/support/clavardage/acces.ts'
import { MESSAGES_MAX, PAR_DIX_SECONDES, type Cote } from '#app/support/clavardage/champs.ts'
import type { ADeposer, Depose } from '#app/support/clavardage/deposer.ts'
import { exigerFichiers } from '#app/support/tickets/fichiers.ts'
import { refus, refusDeChamps } from '#demandes/index.ts'
import type { Tx } from '#platform/database/open.ts'

/** Of one conversation, from both sides. */
const FICHIERS_MAX = 100

/**
 * A message that brings files, which are checked already: alone in its transaction, by the same rules and under the same lock as the
 * others. null: it was stored before, or something forbids it. @throws Refus on the field `envois`
 */
export const deposerAvecFichiers = (
  c: Pick<Contexte, 'db' | 't'>,
  { id, cle, texte, envois, ...qui }: Omit<ADeposer, 'texte'> & { texte: string | null; envois: string[] },
): Promise<Depose | null> =>
  c.db.transaction().execute(async (tx) => {
    await sql`select from conversation where id = ${id}::uuid for no key update`.execute(tx)
    const {
      rows: [v],
    } = await sql<{
      cote: Cote | null
      agent: string | null
      contact: string | null
      accepte: boolean
    }>`select x.*, conversation_accepte(${id}::uuid, ${cle}::uuid, x.cote, x.dernier, ${PAR_DIX_SECONDES}) as accepte
      from (select ${parleDe(qui)} as cote, c.agent, c.contact, c.dernier
          from conversation c
          where c.id = ${id}::uuid and c.etat <> 'terminee' and c.dernier < ${MESSAGES_MAX}) x`.execute(tx)
    if (!v?.cote || !v.accepte) return null
    const auteur = qui.utilisateur ?? v.contact!
    await sql`select from envoi where ${deLui(auteur)} and id = any(${envois}::uuid[]) order by id for update`.execute(tx)
    await exigerFichiers(tx, { t: c.t, auteur, envois })
    const {
      rows: [n],
    } = await sql<{ n: number }>`select count(*)::int as n from conversation_fichier where conversation = ${id}::uuid`.execute(tx)
    if (n!.n + envois.length > FICHIERS_MAX)
      throw refusDeChamps(c.t, [{ champ: 'envois', code: 'trop-de-fichiers', message: c.t.clavardage.tropDeFichiers(FICHIERS_MAX) }])
    const {
      rows: [fait],
    } = await sql<{
      rang: number
      le: Date
    }>`with x as (update conversation
          set dernier = dernier + 1, active_le = maintenant(), vu_le = case ${v.cote} when 'utilisateur' then maintenant() else vu_le end
          where id = ${id}::uuid
          returning dernier),
        m as (insert into conversation_message (conversation, rang, cle, cote, auteur, texte, fichiers)
          select ${id}::uuid, dernier, ${cle}::uuid, ${v.cote}, ${qui.utilisateur}::uuid, ${texte}, ${envois.length}::int
          from x
          returning rang, le),
        pris as (delete from envoi where ${deLui(auteur)} and id = any(${envois}::uuid[]) returning id, fichier, nom),
        f as (insert into conversation_fichier (conversation, rang, fichier, nom)
          select ${id}::uuid, m.rang, pris.fichier, pris.nom
          from m, pris
          order by array_position(${envois}::uuid[], pris.id))
      select rang, le
      from m`.execute(tx)
    return { ...fait!, cote: v.cote, agent: v.agent }
  })

/** What a conversation brought becomes part of the ticket that was made of it: the same contents, kept by both. */
export const joindreAuxFichiersDuTicket = (tx: Tx, id: string, numero: string) =>
  sql`insert into ticket_fichier (ticket, activite, fichier, nom)
    select a.ticket, a.id, f.fichier, f.nom
    from conversation_fichier f
    join lateral (select a.ticket, a.id
        from ticket t
        join ticket_activite a on a.ticket = t.id and a.action = 'creer'
        where t.numero = ${numero}
        order by a.id
        limit 1) a on true
    where f.conversation = ${id}::uuid and f.fichier is not null
    order by f.rang, f.id`.execute(tx)

/**
 * One of the files of a conversation, for whoever may read it on this side; another's, one that was taken away: all one (hard case T09).
 * @throws Refus introuvable, fichier-en-attente
 */
export async function servirFichierDeConversation(c: Contexte, cote: Cote | null) {
  const { id, fichier } = c.params
  if (!estUuid(id) || !estUuid(fichier)) throw refus(c.t, 'introuvable')
  const {
    rows: [f],
  } = await sql<
    Pick<Piece, 'nom' | 'type' | 'taille' | 'etat' | 'empreinte'> & { cote: Cote | null }
  >`select f.nom, k.type, k.taille::int as taille, k.controle as etat, k.empreinte, ${coteDe(quiEst(c))} as cote
    from conversation_fichier f
    join conversation c on c.id = f.conversation
    join fichier k on k.empreinte = f.fichier
    where f.id = ${fichier}::uuid and c.id = ${id}::uuid`.execute(c.db)
  if (!f?.cote || (cote && f.cote !== cote)) throw refus(c.t, 'introuvable')
  return servirFichier(c, f)
}
