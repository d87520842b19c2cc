import { sql } from 'kysely'
import { revient } from '#acces/index.ts'
import type { NomNiveau } from '#app/organisation/habilitations/saisie.ts'
import type { Db } from '#platform/database/open.ts'

export const RAISONS = ['tenue', 'programmee', 'temporaire', 'reservee', 'non-rattachee'] as const
export type Raison = (typeof RAISONS)[number]

/** A right of the source, for one person: to grant, or why not. */
export interface Proposition {
  utilisateur: { id: string; prenom: string; nom: string }
  structure: { id: string; raisonSociale: string; libelle?: string | null }
  service: { id: string; nom: string } | null
  application: string
  avant: NomNiveau | null
  apres: NomNiveau
  /** The end of what is copied, kept. */
  fin: string | null
  /** What the person has now and that comes back at that end. */
  retour: { profil: NomNiveau; fin: string | null } | null
  /** What comes back to the source at that end, and is not copied. */
  suite: NomNiveau | null
  passee: Raison | null
}

/**
 * What each of these people would receive from another's rights, within what the author governs (HAB-09): what is held at that level or above,
 * or has a change programmed, is passed over; what is held below comes back at the end of what is copied for a time; « Organisation
 * modification » is copied by whoever may grant it alone. One statement.
 */
export async function proposerCopie(
  db: Db,
  q: { auteur: string; source: string; cibles: string[]; structure: string | null; delai: number },
): Promise<Proposition[]> {
  const { rows } = await sql<Proposition>`/* @copier */ with g as materialized (select h.structure, bool_or(h.service is null) as entiere,
            coalesce(array_agg(h.service) filter (where h.service is not null), '{}') as services
          from habilitation h
          where h.utilisateur = ${q.auteur}::uuid and (${q.structure}::uuid is null or h.structure = ${q.structure}::uuid)
            and h.application = 1 and h.niveau = 2 and h.retiree_le is null and h.periode @> maintenant()
            and exists (select from rattachement r
              where r.utilisateur = h.utilisateur and r.structure = h.structure and (r.service is null or r.service = h.service)
                and r.retire_le is null and r.periode @> maintenant())
          group by h.structure),
        x as materialized (select h.structure, h.service, h.application, h.niveau, upper(h.periode) as fin, r.niveau as suite
          from g
          join habilitation h on h.structure = g.structure and h.utilisateur = ${q.source}::uuid
          left join habilitation r on ${revient('r', 'h')}
          where h.retiree_le is null and h.periode @> maintenant()
            and (upper_inf(h.periode) or upper(h.periode) > maintenant() + make_interval(mins => ${q.delai}))
            and (g.entiere or h.service = any(g.services))
            and exists (select from rattachement r
              where r.utilisateur = h.utilisateur and r.structure = h.structure
                and (r.service is null or h.service is null or r.service = h.service) and r.retire_le is null and r.periode @> maintenant()))
      select json_build_object('id', u.id, 'prenom', u.prenom, 'nom', u.nom) as utilisateur,
        json_build_object('id', s.id, 'raisonSociale', nom_structure(s), 'libelle', s.libelle) as structure,
        case when v.id is not null then json_build_object('id', v.id, 'nom', v.nom) end as service, a.code as application, case n.niveau
        when 1 then 'consultation' when 2 then 'modification' end as avant, case x.niveau when 1 then 'consultation'
        else 'modification' end as apres, to_json(x.fin) #>> '{}' as fin, case x.suite when 1 then 'consultation'
        when 2 then 'modification' end as suite,
        case when x.fin is not null and n.dure < x.niveau and (n.jusque is null or n.jusque > x.fin) then json_build_object('profil',
            case n.dure when 1 then 'consultation' else 'modification' end, 'fin', n.jusque) end as retour,
        case when not exists (select from rattachement r
          where r.utilisateur = u.id and r.structure = x.structure and (r.service is null or r.service = x.service) and r.retire_le is null
            and r.periode @> maintenant()) then 'non-rattachee' when n.niveau >= x.niveau then 'tenue'
        when n.programmee or exists (select from habilitation f
          where f.utilisateur = u.id and f.structure = x.structure and f.service is not distinct from x.service
            and f.application = x.application and f.retiree_le is null and lower(f.periode) > maintenant()
            and f.id is distinct from n.retour) then 'programmee'
        when x.fin is not null and n.dure >= x.niveau and (n.jusque is null or n.jusque > x.fin) then 'temporaire'
        when x.application = 1 and x.niveau = 2 and not exists (select from decideur d
          where d.structure = x.structure and d.utilisateur = ${q.auteur}::uuid) then 'reservee' end as passee
      from x
      join structure s on s.id = x.structure
      join application a on a.id = x.application
      left join service v on v.id = x.service
      cross join unnest(${q.cibles}::uuid[]) c (id)
      join utilisateur u on u.id = c.id and u.est_actif and u.id <> ${q.source}::uuid
      left join lateral (select h.niveau, coalesce(r.niveau, h.niveau) as dure, case when r.id is null then upper(h.periode)
            else upper(r.periode) end as jusque, r.id as retour,
            exists (select from demande d where d.id = h.terminee_par and d.etat = 'programmee' and d.effet_le > maintenant()) as programmee
          from habilitation h
          left join habilitation r on ${revient('r', 'h')}
          where h.utilisateur = u.id and h.structure = x.structure and h.service is not distinct from x.service
            and h.application = x.application and h.retiree_le is null and h.periode @> maintenant()) n on true
      where v.statut is distinct from 'SUPPRIME'
        and exists (select from rattachement r
          where r.utilisateur = u.id and r.structure = x.structure and r.retire_le is null and r.periode @> maintenant())
      order by plier(u.nom || ' ' || u.prenom) collate "C", u.id, plier(nom_structure(s)) collate "C", v.code nulls first, a.id
      limit 2000`.execute(db)
  return rows
}
