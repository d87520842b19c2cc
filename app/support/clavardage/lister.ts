import { sql } from 'kysely'
import type { Utilisateur } from '#app/comptes/session.ts'
import type { EtatConversation } from '#app/support/clavardage/champs.ts'
import type { Nom } from '#app/support/clavardage/lire.ts'
import { compterJusqua, ecrireCle, lireCle, type PageDeListe } from '#platform/database/lists.ts'
import type { Db } from '#platform/database/open.ts'

export const TRIS_CONVERSATIONS = ['-ouverteLe', 'ouverteLe'] as const
export interface ConversationEnListe {
  id: string
  etat: EtatConversation
  ouverteLe: Date
  termineeLe: Date | null
  nom: Nom
  agentNom: Nom | null
  ticket: string | null
  messages: number
}
export interface FiltreConversations {
  page?: number
  taille?: number
  tri?: string | undefined
  etat?: EtatConversation | undefined
  recherche?: string | undefined
  apres?: string | undefined
  cote?: 'miennes' | 'tenues' | undefined
}

/** One's own conversations, or those that one answered as an agent: one page, and how many. Two statements. */
export async function listerConversations(
  db: Db,
  qui: Pick<Utilisateur, 'id' | 'roles'>,
  f: FiltreConversations,
): Promise<PageDeListe<ConversationEnListe>> {
  const { page = 1, taille = 20, tri = '-ouverteLe' } = f
  const [sens, plus] = tri.startsWith('-') ? [sql`desc`, sql`<`] : [sql`asc`, sql`>`]
  const apres = lireCle(f.apres, 'uuid', 'instant')
  const texte = f.recherche?.trim()
  const tenues = f.cote === 'tenues'
  const critere = sql`${tenues ? sql`c.agent = ${qui.id}::uuid and ${qui.roles.includes('agent')}` : sql`c.utilisateur = ${qui.id}::uuid`} ${f.etat ? sql`and c.etat = ${f.etat}` : sql``}
    ${texte ? sql`and exists (select from conversation_message m where m.conversation = c.id and m.texte is not null and strpos(plier(m.texte), plier(${texte})) > 0)` : sql``}`
  const suite = apres ? sql`and (c.ouverte_le, c.id) ${plus} (${apres[0]}::timestamptz, ${apres[1]}::uuid)` : sql``
  const { rows } = await sql<
    ConversationEnListe & { cle: string }
  >`select c.id, c.etat, c.ouverte_le, c.ouverte_le::text as cle, c.terminee_le, json_build_object('prenom', coalesce(u.prenom, ''), 'nom', coalesce(u.nom, o.nom, o.adresse::text)) as nom,
      case when g.id is not null then json_build_object('prenom', g.prenom, 'nom', g.nom) end as agent_nom, (select numero from ticket where id = c.ticket) as ticket, (select count(*)::int from conversation_message m where m.conversation = c.id and m.evenement is null) as messages
    from conversation c left join utilisateur u on u.id = c.utilisateur left join contact_verifie o on o.id = c.contact left join utilisateur g on g.id = c.agent
    where ${critere} ${suite} order by c.ouverte_le ${sens}, c.id ${sens} limit ${taille} offset ${apres ? 0 : (page - 1) * taille}`.execute(
    db,
  )
  const derniere = rows.length === taille ? rows.at(-1) : undefined
  return {
    elements: rows.map(({ cle: _, ...c }) => c),
    ...(await compterJusqua(db, sql`from conversation c where ${critere}`)),
    page,
    taille,
    suivant: derniere ? ecrireCle(derniere.cle, derniere.id) : null,
  }
}
