import { sql } from 'kysely'
import type { Presence } from '#app/support/clavardage/champs.ts'
import type { Nom } from '#app/support/clavardage/lire.ts'
import type { Db } from '#platform/database/open.ts'

export interface Tenue {
  id: string
  nom: Nom
  nonLus: number
  dernierDe: 'utilisateur' | 'agent' | null
  /** Another agent, who had it before. */ dernierAgent: Nom | null
  dernierTexte: string | null
  secondes: number
  confiee: boolean
}
export interface Note {
  id: string
  nom: Nom
  texte: string
  le: string
}
export interface EnFile {
  id: string
  nom: Nom
  compte: boolean
  structure: string | null
  secondes: number
  siens: boolean
}
export interface Bureau {
  presence: Presence
  tenues: Tenue[]
  file: EnFile[]
  nombre: number
  notes: Note[]
}
export interface ReponsePrete {
  id: string
  titre: string
  texte: string
}

const nomDe = sql`json_build_object('prenom', coalesce(u.prenom, ''), 'nom', coalesce(u.nom, o.nom, o.adresse::text))`

/**
 * What an agent has on their desk: the conversations they hold and the queue, oldest first; with `courante`, the notes of those who held it
 * before, if it is theirs. One statement; null: not an agent.
 */
export async function lireBureau(db: Db, agent: string, courante: string | null = null): Promise<Bureau | null> {
  const { rows } =
    await sql<Bureau>`select coalesce((select case when etat <> 'absent' then etat end from agent_presence where utilisateur = a.id),
            'absent') as presence, (select count(*)::int from conversation where etat = 'attente') as nombre,
        coalesce((select json_agg(x order by x."dernierLe")
              from (select c.id, ${nomDe} as nom,
                    (select count(*)::int
                      from conversation_message m
                      where m.conversation = c.id and m.rang > c.lu_agent and m.cote = 'utilisateur' and m.evenement is null) as "nonLus",
                    exists (select from conversation_message m
                      where m.conversation = c.id and m.rang > c.lu_agent and m.evenement = 'transmise' and m.auteur <> a.id) as confiee,
                    d.cote as "dernierDe",
                    case when d.cote = 'agent' and d.auteur <> a.id then (select json_build_object('prenom', g.prenom, 'nom', g.nom)
                      from utilisateur g
                      where g.id = d.auteur) end as "dernierAgent", left(d.texte, 60) as "dernierTexte",
                    coalesce(d.le, c.prise_le) as "dernierLe",
                    extract(epoch from maintenant() - coalesce(d.le, c.prise_le))::int as secondes
                  from conversation c
                  left join utilisateur u on u.id = c.utilisateur
                  left join contact_verifie o on o.id = c.contact
                  left join lateral (select m.cote, m.auteur,
                        coalesce(m.texte,
                            (select f.nom
                              from conversation_fichier f
                              where f.conversation = m.conversation and f.rang = m.rang
                              order by f.id
                              limit 1)) as texte, m.le
                      from conversation_message m
                      where m.conversation = c.id and m.evenement is null
                      order by m.rang desc
                      limit 1) d on true
                  where c.etat = 'en-cours' and c.agent = a.id) x), '[]') as tenues,
        coalesce((select json_agg(x)
              from (select c.id, ${nomDe} as nom, c.utilisateur is not null as compte,
                    (select nom_structure(s) from structure s where s.id = c.structure) as structure,
                    extract(epoch from maintenant() - c.file_le)::int as secondes, c.utilisateur is not distinct from a.id as siens
                  from conversation c
                  left join utilisateur u on u.id = c.utilisateur
                  left join contact_verifie o on o.id = c.contact
                  where c.etat = 'attente'
                  order by c.file_le, c.id
                  limit 50) x), '[]') as file,
        coalesce((select json_agg(json_build_object('id', n.id, 'nom', json_build_object('prenom', g.prenom, 'nom', g.nom), 'texte',
                        n.texte, 'le', n.le)
                  order by n.id)
              from conversation_note n
              join conversation c on c.id = n.conversation
              join utilisateur g on g.id = n.auteur
              where c.id = ${courante}::uuid and c.agent = a.id and c.etat <> 'attente'), '[]') as notes
      from utilisateur a
      where a.id = ${agent}::uuid and a.est_agent and a.est_actif`.execute(db)
  return rows[0] ?? null
}

/** Canned answers of the portal's support: titles in the agent's language, texts in that of the conversation. */
export async function lireReponsesPretes(db: Db, agent: 'fr' | 'en', conversation: 'fr' | 'en'): Promise<ReponsePrete[]> {
  const { rows } = await sql<ReponsePrete>`select id, ${agent === 'en' ? sql`coalesce(titre_en, titre)` : sql`titre`} as titre,
        ${conversation === 'en' ? sql`coalesce(texte_en, texte)` : sql`texte`} as texte
      from reponse_type
      where structure is null
      order by plier(reponse_type.titre) collate "C", id
      limit 100`.execute(db)
  return rows
}
