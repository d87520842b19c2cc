import { sql, type RawBuilder } from 'kysely'
import { coteDe, type Qui } from '#app/support/clavardage/acces.ts'
import type { Cote, EtatConversation, Evenement, Fin } from '#app/support/clavardage/champs.ts'
import type { Db, Tx } from '#platform/database/open.ts'

export interface Nom {
  prenom: string
  nom: string
}
export interface FichierDeMessage {
  id: string
  nom: string
  taille: number | null
  etat: 'sain' | 'en-attente' | null
}
export interface Message {
  rang: number
  cle: string
  cote: Cote | 'portail'
  evenement: Evenement | null
  donnees: { secondes?: number; gardes?: number; numero?: string; par?: Fin; vers?: string } | null
  texte: string | null
  le: Date
  auteur: Nom | null
  auteurId: string | null
  fichiers: FichierDeMessage[] | null
}

export interface Conversation {
  id: string
  etat: EtatConversation
  cote: Cote
  nom: Nom
  agent: string | null
  agentNom: Nom | null
  utilisateur: string | null
  contact: { id: string; adresse: string } | null
  structure: { id: string; typeIdentifiant: string; identifiant: string; raisonSociale: string } | null
  page: string | null
  /** What was said to the assistant before, given to the agent. */ assistant: string | null
  langue: 'fr' | 'en'
  ouverteLe: Date
  priseLe: Date | null
  termineeLe: Date | null
  fin: Fin | null
  ticket: string | null
  /** Rank of the last message; and how far each side has received and read. */
  dernier: number
  recuUtilisateur: number
  luUtilisateur: number
  recuAgent: number
  luAgent: number
  /** Place in the queue, from 1; null: not in it. */
  position: number | null
}

export const position = sql`case when c.etat = 'attente' then (select count(*)::int
      from conversation f
      where f.etat = 'attente' and (f.file_le, f.id) <= (c.file_le, c.id)) end`
const nomDe = sql`json_build_object('prenom', coalesce(u.prenom, ''), 'nom', coalesce(u.nom, o.nom, o.adresse::text))`
export const COLONNES: RawBuilder<unknown> = sql`c.id, c.etat, c.agent, c.utilisateur, c.page, c.langue, c.ouverte_le, c.prise_le,
    c.terminee_le, c.fin, c.dernier, c.recu_utilisateur, c.lu_utilisateur, c.recu_agent, c.lu_agent,
    (select numero from ticket where id = c.ticket) as ticket, ${nomDe} as nom,
    case when g.id is not null then json_build_object('prenom', g.prenom, 'nom', g.nom) end as agent_nom,
    case when o.id is not null then json_build_object('id', o.id, 'adresse', o.adresse::text) end as contact, ${position} as position`
export const JOINTURES: RawBuilder<unknown> = sql`left join utilisateur u on u.id = c.utilisateur
  left join contact_verifie o on o.id = c.contact
  left join utilisateur g on g.id = c.agent`

/** A conversation as this person may read it, or null: not there, or not theirs. */
export async function lireConversation(db: Db | Tx, qui: Qui, id: string, { verrou = false } = {}): Promise<Conversation | null> {
  if (verrou) await sql`select from conversation where id = ${id}::uuid for update`.execute(db)
  const { rows } = await sql<Conversation>`select ${COLONNES}, c.assistant, ${coteDe(qui)} as cote,
      case when s.id is not null then json_build_object('id', s.id, 'typeIdentifiant', s.type_identifiant, 'identifiant', s.identifiant,
          'raisonSociale', nom_structure(s)) end as structure
    from conversation c ${JOINTURES}
    left join structure s on s.id = c.structure
    where c.id = ${id}::uuid`.execute(db)
  return rows[0]?.cote ? rows[0] : null
}

/** Of a message « m »; null without looking for them when it has none. */
export const FICHIERS: RawBuilder<unknown> = sql`case when m.fichiers > 0 then (select json_agg(json_build_object('id', f.id, 'nom', f.nom,
                'taille', k.taille, 'etat', k.controle)
          order by f.id)
      from conversation_fichier f
      left join fichier k on k.empreinte = f.fichier
      where f.conversation = m.conversation and f.rang = m.rang) end`
export const MESSAGES: RawBuilder<unknown> = sql`m.rang, m.cle, m.cote, m.evenement, m.donnees, m.texte, m.le,
    case when p.id is not null then json_build_object('prenom', p.prenom, 'nom', p.nom) end as auteur, m.auteur as auteur_id,
    ${FICHIERS} as fichiers`

/** What was said and what happened after this rank, in order. */
export async function lireMessages(db: Db | Tx, id: string, { apres = 0, limite = 2000 } = {}): Promise<Message[]> {
  const { rows } = await sql<Message>`select ${MESSAGES}
      from conversation_message m
      left join utilisateur p on p.id = m.auteur
      where m.conversation = ${id}::uuid and m.rang > ${apres}
      order by m.rang
      limit ${limite}`.execute(db)
  return rows
}

/** Whoever asks was there: they keep their place. Written at most every ten seconds, and never waited for. */
export const noterPresence = (db: Db, ids: string[]) =>
  sql`update conversation
    set vu_le = maintenant()
    where id in (select id
        from conversation
        where id = any(${ids}::uuid[]) and etat <> 'terminee' and vu_le < maintenant() - interval '10 seconds' for no key update skip locked)`.execute(
    db,
  )
