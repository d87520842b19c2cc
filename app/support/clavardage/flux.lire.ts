import type { ServerResponse } from 'node:http'
import { sql } from 'kysely'
import type { Cote, EtatConversation } from '#app/support/clavardage/champs.ts'
import { FICHIERS, JOINTURES, position, type Message, type Nom } from '#app/support/clavardage/lire.ts'
import type { Lectures } from '#app/support/clavardage/message.vue.tsx'
import type { Db } from '#platform/database/open.ts'

export interface Lecteur {
  /** What it follows; null: an agent's desk with no conversation open. */
  conversation: string | null
  cote: Cote
  /** Whose: a session, or the token of somebody without an account. */
  session: string | null
  jeton: string | null
  /** The agent whose desk it is. */
  agent: string | null
  langue: 'fr' | 'en'
  /** Rank of the last message that it has. */
  apres: number
  sortie: ServerResponse
}

export interface Suite extends Lectures {
  id: string
  version: string
  etat: EtatConversation
  agent: string | null
  nom: Nom
  agentNom: Nom | null
  position: number | null
  agents: number
  messages: Message[]
}

/** What each of these conversations holds after a rank, and its state: one statement for all. */
export async function lireSuites(db: Db, voulues: { id: string; apres: number }[]): Promise<Suite[]> {
  const { rows } = await sql<Suite>`/* @suites */
      select c.id, c.xmin::text as version, c.etat, c.agent, c.recu_utilisateur, c.lu_utilisateur, c.recu_agent, c.lu_agent,
        json_build_object('prenom', coalesce(u.prenom, ''), 'nom', coalesce(u.nom, o.nom, o.adresse::text)) as nom,
        case when g.id is not null then json_build_object('prenom', g.prenom, 'nom', g.nom) end as agent_nom, ${position} as position,
        coalesce(m.messages, '[]') as messages
      from unnest(${voulues.map((v) => v.id)}::uuid[], ${voulues.map((v) => v.apres)}::int[]) x (id, apres)
      join conversation c on c.id = x.id ${JOINTURES}
      left join lateral (select json_agg(json_build_object('rang', m.rang, 'cle', m.cle, 'cote', m.cote, 'evenement', m.evenement,
                    'donnees', m.donnees, 'texte', m.texte, 'le', m.le, 'auteur',
                    case when p.id is not null then json_build_object('prenom', p.prenom, 'nom', p.nom) end, 'auteurId', m.auteur,
                    'fichiers', ${FICHIERS})
              order by m.rang) as messages
          from conversation_message m
          left join utilisateur p on p.id = m.auteur
          where m.conversation = x.id and m.rang > x.apres and c.dernier > x.apres) m on true`.execute(db)
  return rows
}

/** Among these, those that wait. */
export async function lireAReveiller(db: Db, ids: string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from conversation where etat = 'attente' and id = any(${ids}::uuid[])`.execute(db)
  return rows.map((r) => r.id)
}

/** Those whose row is another one than last time; its version is the transaction that wrote it. */
export async function lireChanges(db: Db, versions: Map<string, string>, ids: string[]): Promise<string[]> {
  if (!ids.length) return []
  const vues = ids.map((id) => versions.get(id) ?? null)
  const { rows } = await sql<{
    id: string
    version: string
  }>`/* @versions */
    select c.id, c.xmin::text as version
    from unnest(${ids}::uuid[], ${vues}::text[]::xid[]) x (id, vue)
    join conversation c on c.id = x.id
    where (c.xmin = x.vue) is not true`.execute(db)
  // Some were shown meanwhile.
  const autres = rows.filter((r) => versions.get(r.id) !== r.version)
  for (const r of autres) versions.set(r.id, r.version)
  return autres.map((r) => r.id)
}

/**
 * The streams that are no longer allowed: the session is closed, the conversation is not theirs. Whoever asks and every desk are noted as
 * being there; a row that somebody else writes is left for the next time.
 */
export async function lireDepartis<L extends Lecteur>(db: Db, lecteurs: L[]): Promise<L[]> {
  if (!lecteurs.length) return []
  const { rows } = await sql<{
    i: number
  }>`/* @la */ with t as materialized (select maintenant() as m, maintenant() - interval '20 seconds' as avant),
      x as (select *
        from unnest(${lecteurs.map((_, i) => i)}::int[], ${lecteurs.map((l) => l.session)}::uuid[], ${lecteurs.map((l) => l.jeton)}::text[],
              ${lecteurs.map((l) => l.conversation)}::uuid[], ${lecteurs.map((l) => l.cote)}::text[]) x (i, session, jeton, conversation,
              cote)),
      la as (select x.i, x.cote, x.conversation, u.id as utilisateur
        from x
        left join session s on s.id = x.session and s.expire_le > now() and s.voir_comme is null
        left join utilisateur u on u.id = s.utilisateur and u.est_actif
        left join conversation c on c.id = x.conversation
        where case x.cote when 'utilisateur' then c.utilisateur = u.id or c.jeton = decode(x.jeton, 'hex')
          else u.est_agent and (x.conversation is null or c.etat = 'attente' or c.agent = u.id) end),
      p as (update conversation
        set vu_le = (select m from t)
        where id in (select v.id
            from conversation v
            where v.id in (select conversation from la where cote = 'utilisateur') and v.etat <> 'terminee'
              and v.vu_le < (select avant from t) for no key update skip locked)),
      a as (update agent_presence
        set vu_le = (select m from t)
        where utilisateur in (select v.utilisateur
            from agent_presence v
            where v.utilisateur in (select utilisateur from la where cote = 'agent') and v.etat <> 'absent'
              and v.vu_le < (select avant from t) for no key update skip locked))
    select x.i
    from x
    where not exists (select from la where la.i = x.i)`.execute(db)
  return rows.map((r) => lecteurs[r.i]!)
}
