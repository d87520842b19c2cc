import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { estUuid } from '#app/contexte.ts'
import { definirAction, definirRoute } from '#app/page.ts'
import { agirDans } from '#app/support/tickets/agir.ts'
import type { FiltreTickets, Qui } from '#app/support/tickets/criteres.ts'
import { filtreDesRecus, requeteDesRecus } from '#app/support/tickets/destinataire/filtre.ts'
import type { MilieuTicket } from '#app/support/tickets/emetteur/creer.ts'
import { listerTickets } from '#app/support/tickets/lister.ts'
import type { Db, Tx } from '#platform/database/open.ts'

const RECUS = '/support/tickets/recus'
export const SUIVANT = `${RECUS}/suivant`
export const adresseDuSuivant = (numero: string) => `${SUIVANT}?apres=${numero}`

/** Several people may take at once: each finds free what the others are not taking. */
const CANDIDATS = 200

const lesPlusPressants = (db: Db | Tx, qui: Qui, f: FiltreTickets, taille: number) =>
  listerTickets(db, qui, 'destinataire', { ...f, onglet: 'actions', tri: 'echeance', page: 1, apres: undefined, taille }, 'rien')

/**
 * The most pressing that is this person's or nobody's, but the one they leave: forty tickets are answered without coming back to the list
 * (TIC-08).
 */
export const routeTicketSuivant = definirRoute({
  chemin: SUIVANT,
  acces: 'session',
  async repondre(c) {
    const quitte = c.url.searchParams.get('apres')
    const { elements } = await lesPlusPressants(c.db, c.utilisateur!, { reste: 'pourMoi' }, 2)
    const t = elements.find((e) => e.numero !== quitte)
    return { rediriger: t ? `/support/tickets/${t.numero}` : RECUS }
  },
})

/**
 * Takes the most pressing that nobody has, among those of a list (TIC-08). Two people at once take two; one who asks twice with one key
 * takes one. null: none is free.
 */
export async function prendreLeSuivant(c: MilieuTicket & { utilisateur: Qui }, f: FiltreTickets, cle: string): Promise<string | null> {
  const moi = c.utilisateur.id
  return c.db.transaction().execute(async (tx) => {
    await sql`select from utilisateur where id = ${moi}::uuid for no key update`.execute(tx)
    const deja = await sql<{
      numero: string
    }>`select t.numero from ticket t join ticket_activite a on a.ticket = t.id and a.cle = ${cle}::uuid
      where t.agent = ${moi}::uuid and t.statut <> 'FERME'`.execute(tx)
    if (deja.rows[0]) return deja.rows[0].numero
    const { elements } = await lesPlusPressants(
      tx,
      c.utilisateur,
      { ...f, statut: undefined, attribue: undefined, reste: 'libres' },
      CANDIDATS,
    )
    const { rows } = await sql<{
      numero: string
    }>`select t.numero from unnest(${elements.map((e) => e.numero)}::text[]) with ordinality x (numero, rang)
      join ticket t on t.numero = x.numero where t.agent is null and t.statut = 'OUVERT' order by x.rang limit 1 for update of t skip locked`.execute(
      tx,
    )
    const libre = rows[0]?.numero
    if (!libre) return null
    await agirDans(tx, c, libre, { action: 'prendre', texte: null, cle })
    return libre
  })
}

/** « Prendre le suivant », from the list as it is filtered. */
export const actionPrendreLeSuivant = definirAction({
  chemin: SUIVANT,
  acces: 'session',
  async executer(c, champs) {
    const f = filtreDesRecus(new URLSearchParams(champs.get('filtre')?.[0] ?? ''))
    const cle = champs.get('_cle')?.[0]
    const pris = await prendreLeSuivant({ ...c, utilisateur: c.utilisateur! }, f, estUuid(cle) ? cle : randomUUID())
    return { rediriger: pris ? `/support/tickets/${pris}` : `${RECUS}?${requeteDesRecus(f)}&fait=aucun` }
  },
})
