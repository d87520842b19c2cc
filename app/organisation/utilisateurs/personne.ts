import { sql } from 'kysely'
import { PERIMETRE, REF_STRUCTURE, VISIBLES_DE, type ServiceDuPerimetre } from '#app/organisation/utilisateurs/perimetre.ts'
import type { Db } from '#platform/database/open.ts'

/** Structures of one person that an answer holds. */
const STRUCTURES_MAXIMUM = 50
const EVENEMENTS_MAXIMUM = 30
/** The latest demandes looked at for a person's history: more than it shows, since they are of all their structures. */
const DEMANDES_MAXIMUM = 500

export interface RattachementDePersonne {
  service: ServiceDuPerimetre | null
  debut: string
  fin: string | null
  etat: 'en-vigueur' | 'a-venir' | 'termine'
  motif: string | null
}
export interface HabilitationDePersonne {
  application: string
  niveau: 1 | 2
  service: ServiceDuPerimetre | null
  debut: string
  fin: string | null
  etat: 'en-vigueur' | 'a-venir' | 'terminee'
}

/** What the reader may know of a person in one structure that both are attached to. */
export interface PersonneEnStructure {
  structure: { id: string; typeIdentifiant: string; identifiant: string; raisonSociale: string; libelle?: string | null }
  role: 'gestionnaire' | 'utilisateur'
  /** The reader manages this person's attachment here, wholly or at a service. */
  gere: boolean
  /** Managers, and oneself: those in force, to come, and ended; others: those in force. */
  rattachements: RattachementDePersonne[]
  /** Managers, and oneself; null: not told. */
  habilitations: HabilitationDePersonne[] | null
}

export interface Personne {
  id: string
  prenom: string
  nom: string
  adresseElectronique: string | null
  derniereConnexionLe: Date | null
  structures: PersonneEnStructure[]
}

const SERVICE = sql`case when sv.id is not null then json_build_object('id', sv.id, 'code', sv.code, 'nom', sv.nom) end`

/** A person, through the structures that the reader shares with them; none: as if they did not exist. One statement. */
export async function lirePersonne(db: Db, lecteur: string, id: string, structure: string | null = null): Promise<Personne | null> {
  const { rows } = await sql<Personne & { detail: boolean }>`with ${PERIMETRE(lecteur, structure)},
      g as (select p.*, x.du_service, p.gere or p.lecteur = ${id}::uuid or coalesce(x.du_service, false) as detail
        from p
        cross join lateral (select count(*) as n, bool_or(r.service = any(p.services_geres)) as du_service
            from rattachement r
            where ${VISIBLES_DE(sql`${id}::uuid`)}) x
        where x.n > 0
        order by p.raison_sociale collate "C", p.structure
        limit ${STRUCTURES_MAXIMUM})
    select u.id, u.prenom, u.nom, case when bool_or(p.detail) then u.adresse_electronique::text end as adresse_electronique,
      case when bool_or(p.detail) then u.derniere_connexion_le end as derniere_connexion_le,
      json_agg(json_build_object('structure', ${REF_STRUCTURE}, 'role', case when p.gestionnaire_principal = u.id then 'gestionnaire'
              else 'utilisateur' end, 'gere', p.gere or coalesce(p.du_service, false), 'rattachements',
              (select json_agg(json_build_object('service', ${SERVICE}, 'debut', lower(r.periode), 'fin',
                          coalesce(r.retire_le, upper(r.periode)), 'motif', case when p.detail then r.motif end, 'etat',
                          case when r.retire_le is not null or upper(r.periode) <= p.t then 'termine'
                          when lower(r.periode) > p.t then 'a-venir' else 'en-vigueur' end)
                    order by r.retire_le desc nulls first, sv.code nulls first, lower(r.periode) desc)
                from rattachement r
                left join service sv on sv.id = r.service
                where r.utilisateur = u.id and r.structure = p.structure
                  and (p.gere or u.id = p.lecteur or r.service = any(p.services_geres)
                      or (r.retire_le is null and r.periode @> p.t and (p.entiere or r.service is null or r.service = any(p.services))))),
              'habilitations',
              case when p.detail then coalesce((select json_agg(json_build_object('application', a.code, 'niveau', h.niveau, 'service',
                              ${SERVICE}, 'debut', lower(h.periode), 'fin', coalesce(h.retiree_le, upper(h.periode)), 'etat',
                              case when h.retiree_le is not null or upper(h.periode) <= p.t then 'terminee'
                              when lower(h.periode) > p.t then 'a-venir' else 'en-vigueur' end)
                        order by sv.code nulls first, a.id, lower(h.periode) desc)
                    from habilitation h
                    join application a on a.id = h.application
                    left join service sv on sv.id = h.service
                    where h.utilisateur = u.id and h.structure = p.structure
                      and (p.gere or u.id = p.lecteur or h.service = any(p.services_geres))), '[]') end)
        order by p.raison_sociale collate "C", p.structure) as structures
    from g p
    join utilisateur u on u.id = ${id}::uuid
    group by u.id`.execute(db)
  if (!rows[0]) return null
  const { detail: _, ...personne } = rows[0]
  return personne
}

export interface EvenementDePersonne {
  rang: number
  le: Date
  evenement: string
  type: string | null
  numero: string | null
  motif: string | null
  auteur: { prenom: string; nom: string } | null
}

/** What was asked about this person, or by them, in one structure, newest first: for those who manage them, and for themselves. One statement. */
export async function historiqueDePersonne(db: Db, lecteur: string, id: string, structure: string): Promise<EvenementDePersonne[]> {
  const { rows } = await sql<EvenementDePersonne>`with ${PERIMETRE(lecteur, structure)},
      d as ((select x.id, x.numero, x.type, x.service
            from demande x
            where x.concerne = ${id}::uuid
            order by x.id desc
            limit ${DEMANDES_MAXIMUM})
        union (select x.id, x.numero, x.type, x.service
            from demande x
            where x.auteur = ${id}::uuid
            order by x.id desc
            limit ${DEMANDES_MAXIMUM}))
    select j.rang, j.le, j.evenement, d.type, d.numero, j.contenu->>'motif' as motif,
      case when a.id is not null then json_build_object('prenom', a.prenom, 'nom', a.nom) end as auteur
    from d
    join journal j on j.demande = d.id
    join p on p.structure = j.chaine
    left join utilisateur a on a.id = j.auteur
    where p.gere or p.lecteur = ${id}::uuid or d.service = any(p.services_geres)
    order by j.rang desc
    limit ${EVENEMENTS_MAXIMUM}`.execute(db)
  return rows
}
