import { sql } from 'kysely'
import { motPlie } from '#app/listes/mot-plie.ts'
import { NOM_AFFICHE } from '#app/organisation/structures/nommer.ts'
import { NOM_DANS_LA_DEMANDE } from '#demandes/recu.ts'
import { compterJusqua } from '#platform/database/lists.ts'
import type { Db } from '#platform/database/open.ts'

export interface MaStructure {
  id: string
  nom: string
  typeIdentifiant: string
  identifiant: string
  statut: 'ACTIVE' | 'INACTIVE'
  role: 'gestionnaire' | 'utilisateur'
  /** True when attached to the whole structure; otherwise only to the services. */
  entiere: boolean
  services: { code: string; nom: string }[]
  profils: { application: string; niveau: 1 | 2; service: string | null }[]
  demandes: { numero: string; type: string; etat: string; effetLe: string | null }[]
}

/** What one has asked of a structure that one is not, or not yet, attached to. */
export interface Demandee {
  numero: string
  type: string
  structure: string
  identifiant: string
  creeLe: Date
  expireLe: Date | null
  /** « refusee » and « expiree »: for thirty days, unless asked again since. */
  etat: 'demandee' | 'refusee' | 'expiree'
  motif: string | null
  termineeLe: Date | null
  saisie: Record<string, unknown>
}

export interface FiltreStructures {
  page: number
  taille: number
  recherche?: string
  role?: 'gestionnaire' | 'utilisateur'
}

/** The structures one acts for, the active first then by name: with one's role, services, profiles and pending demandes. Two statements. */
export async function mesStructures(
  db: Db,
  moi: string,
  f: FiltreStructures,
): Promise<{ elements: MaStructure[]; total: number; totalExact: boolean }> {
  const mot = f.recherche ?? null
  const identifiant = mot?.replace(/[^0-9A-Za-z]/g, '') || null
  const depuis = sql`from structure s
    where s.id in (select structure from rattachement where utilisateur = ${moi} and retire_le is null and periode @> maintenant())
      and (${mot}::text is null
          or strpos(plier(coalesce(s.raison_sociale, s.prenom || ' ' || s.nom) || ' ' || coalesce(s.libelle, '') || ' ' || s.ville),
              ${motPlie(mot)}) > 0 or starts_with(s.identifiant, ${identifiant}::text))
      and (${f.role ?? null}::text is null
          or (s.gestionnaire_principal is not distinct from ${moi}::uuid) = (${f.role ?? null}::text = 'gestionnaire'))`
  const { rows } = await sql<MaStructure>`
    select s.id, ${NOM_AFFICHE} as nom, s.type_identifiant, s.identifiant, s.statut,
      case when s.gestionnaire_principal = ${moi}::uuid then 'gestionnaire' else 'utilisateur' end as role,
      exists (select from rattachement
        where utilisateur = ${moi} and structure = s.id and service is null and retire_le is null and periode @> maintenant()) as entiere,
      coalesce((select json_agg(json_build_object('code', v.code, 'nom', v.nom) order by v.code)
            from rattachement r
            join service v on v.id = r.service
            where r.utilisateur = ${moi} and r.structure = s.id and r.retire_le is null and r.periode @> maintenant()), '[]') as services,
      coalesce((select json_agg(json_build_object('application', a.code, 'niveau', h.niveau, 'service', v.code)
                order by a.id, v.code nulls first)
            from habilitation h
            join application a on a.id = h.application
            left join service v on v.id = h.service
            where h.utilisateur = ${moi} and h.structure = s.id and h.retiree_le is null and h.periode @> maintenant()), '[]') as profils,
      coalesce((select json_agg(json_build_object('numero', d.numero, 'type', d.type, 'etat', d.etat, 'effetLe', d.effet_le)
                order by d.id desc)
            from (select *
                from demande d
                where d.structure = s.id and d.auteur = ${moi} and d.etat in ('demandee', 'programmee')
                order by d.id desc
                limit 20) d), '[]') as demandes ${depuis}
    order by s.statut, ${NOM_AFFICHE} collate "C", s.id
    limit ${f.taille} offset ${(f.page - 1) * f.taille}`.execute(db)
  return { elements: rows, ...(await compterJusqua(db, depuis)) }
}

/**
 * The demandes of mine that wait for a structure I am not attached to, or have had no from it lately: an attachment, a mandate; the latest
 * first. One statement.
 */
export async function demandeesAilleurs(db: Db, moi: string): Promise<Demandee[]> {
  const { rows } =
    await sql<Demandee>`select d.numero, d.type, ${NOM_DANS_LA_DEMANDE} as structure, s.identifiant, d.cree_le, a.expire_le, d.etat,
        d.motif, d.terminee_le, d.saisie
      from demande d
      join structure s on s.id = d.structure
      left join approbation a on a.demande = d.id
      where d.auteur = ${moi}::uuid
        and (d.etat = 'demandee'
            or (d.etat in ('refusee', 'expiree') and d.terminee_le > maintenant() - interval '30 days' and a.demande is not null
                and not exists (select from demande n
                  where n.auteur = d.auteur and n.structure = d.structure and n.type = d.type and n.service is not distinct from d.service
                    and n.id > d.id)))
        and not exists (select from rattachement r
          where r.utilisateur = ${moi}::uuid and r.structure = s.id and r.retire_le is null and r.periode @> maintenant())
      order by d.id desc
      limit 20`.execute(db)
  return rows
}
