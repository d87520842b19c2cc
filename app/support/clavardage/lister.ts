import { sql } from 'kysely'
import type { Utilisateur } from '#app/comptes/session.ts'
import { motPlie } from '#app/listes/mot-plie.ts'
import type { EtatConversation } from '#app/support/clavardage/champs.ts'
import { listerPage, parInstant, type FiltrePage } from '#app/listes/lister.ts'
import type { Nom } from '#app/support/clavardage/lire.ts'
import type { PageDeListe } from '#platform/database/lists.ts'
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
export interface FiltreConversations extends FiltrePage {
  etat?: EtatConversation | undefined
  recherche?: string | undefined
  cote?: 'miennes' | 'tenues' | undefined
}

/** One's own conversations, or those that one answered as an agent: one page, and how many. Two statements. */
export function listerConversations(
  db: Db,
  qui: Pick<Utilisateur, 'id' | 'roles'>,
  f: FiltreConversations,
): Promise<PageDeListe<ConversationEnListe>> {
  const texte = f.recherche?.trim()
  const aQui =
    f.cote === 'tenues' ? sql`x.agent = ${qui.id}::uuid and ${qui.roles.includes('agent')}` : sql`x.utilisateur = ${qui.id}::uuid`
  return listerPage<ConversationEnListe>(
    db,
    {
      colonnes: sql`x.id, x.etat, x.ouverte_le, x.terminee_le,
          json_build_object('prenom', coalesce(u.prenom, ''), 'nom', coalesce(u.nom, o.nom, o.adresse::text)) as nom,
          case when g.id is not null then json_build_object('prenom', g.prenom, 'nom', g.nom) end as agent_nom,
          (select numero from ticket where id = x.ticket) as ticket,
          (select count(*)::int from conversation_message m where m.conversation = x.id and m.evenement is null) as messages`,
      depuis: sql`conversation x
        left join utilisateur u on u.id = x.utilisateur
        left join contact_verifie o on o.id = x.contact
        left join utilisateur g on g.id = x.agent`,
      defaut: '-ouverteLe',
      tris: { ouverteLe: parInstant(sql`x.ouverte_le`) },
      ou: sql`${aQui} ${f.etat ? sql`and x.etat = ${f.etat}` : sql``}
            ${
              texte
                ? sql`and exists (select from conversation_message m
                  where m.conversation = x.id and m.texte is not null and strpos(plier(m.texte), ${motPlie(texte)}) > 0)`
                : sql``
            }`,
    },
    f,
  )
}
