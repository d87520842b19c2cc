import { sql } from 'kysely'
import type { Db, Tx } from '#platform/database/open.ts'

/** Of each kind, what one duplication may bring along; the form shows no more. */
export const MAX_EMPORTES = 500

export interface ServiceEmportable {
  id: string
  code: string
  nom: string
  statut: string
}
export interface CompteEmportable {
  id: string
  nom: string
  compte: string
  statut: string
}
export interface PieceEmportable {
  id: string
  nom: string
  designation: string
  taille: number
}
export interface PersonneEmportable {
  id: string
  prenom: string
  nom: string
  /** Attached to the whole structure; otherwise to these services. */
  entiere: boolean
  services: string[]
  /** Of each right in force, its service; null: the whole structure. */
  droits: (string | null)[]
  /** Rights to come, which never follow. */
  programmes: number
}
export interface Emportables {
  aujourdhui: string
  services: ServiceEmportable[]
  coordonneesBancaires: CompteEmportable[]
  piecesJointes: PieceEmportable[]
  utilisateurs: PersonneEmportable[]
  mandats: number
}

/** What may come along from a structure to its duplicate: nothing that is expired, detached, removed or only programmed (S15). One statement. */
export async function lireEmportables(db: Db | Tx, structure: string, auteur: string): Promise<Emportables> {
  const { rows } = await sql<Emportables>`select to_char(z.t at time zone 'Europe/Paris', 'YYYY-MM-DD') as aujourdhui,
      coalesce((select json_agg(x)
            from (select id, code, nom, statut
                from service
                where structure = ${structure}::uuid and statut <> 'SUPPRIME' and code <> 'FACTURES_PUBLIQUES'
                order by code
                limit ${MAX_EMPORTES}) x), '[]') as services,
      coalesce((select json_agg(x)
            from (select id, nom, rtrim('•••• ' || fin) as compte, statut
                from coordonnee_bancaire
                where structure = ${structure}::uuid
                order by plier(nom) collate "C", id
                limit ${MAX_EMPORTES}) x), '[]') as coordonnees_bancaires,
      coalesce((select json_agg(x)
            from (select p.id, p.nom, p.designation, f.taille
                from piece_jointe p
                join fichier f on f.empreinte = p.fichier
                where p.structure = ${structure}::uuid and p.genre = 'STRUCTURE' and p.supprimee_le is null and f.controle = 'sain'
                order by p.cree_le desc, p.id
                limit ${MAX_EMPORTES}) x), '[]') as pieces_jointes,
      coalesce((select json_agg(x)
            from (select u.id, u.prenom, u.nom, bool_or(r.service is null) as entiere,
                  coalesce(json_agg(r.service) filter (where r.service is not null), '[]') as services,
                  coalesce((select json_agg(h.service)
                        from habilitation h
                        where h.utilisateur = u.id and h.structure = ${structure}::uuid and h.retiree_le is null and h.periode @> z.t), '[]') as droits,
                  (select count(*)
                    from habilitation h
                    where h.utilisateur = u.id and h.structure = ${structure}::uuid and h.retiree_le is null and lower(h.periode) > z.t)::int as programmes
                from rattachement r
                join utilisateur u on u.id = r.utilisateur and u.est_actif
                where r.structure = ${structure}::uuid and r.retire_le is null and r.periode @> z.t and u.id <> ${auteur}::uuid
                group by u.id
                order by min(r.tri), u.id
                limit ${MAX_EMPORTES}) x), '[]') as utilisateurs,
      (select count(*)
        from mandat_facturation m
        where ${structure}::uuid in (m.mandant, m.mandataire) and m.retire_le is null and (upper_inf(m.periode) or upper(m.periode) > z.t))::int as mandats
    from (select maintenant() as t offset 0) z`.execute(db)
  return rows[0]!
}

/** Whether a person can follow when these services do. */
export const peutSuivre = (p: PersonneEmportable, services: string[]) => p.entiere || p.services.some((s) => services.includes(s))

/** The rights that a person keeps when these services follow. */
export const droitsQuiSuivent = (p: PersonneEmportable, services: string[]) =>
  p.droits.filter((s) => s === null || services.includes(s)).length
