import { sql } from 'kysely'
import type { Db } from '#platform/database/open.ts'

type RefS = { id: string; raisonSociale: string }
export interface Mandat {
  cle: string
  /** Given by a structure of one's own, or received by it. */
  sens: 'donne' | 'recu'
  mienne: RefS
  autre: RefS
  debut: Date
  fin: Date | null
  etat: 'enAttente' | 'enVigueur' | 'aVenir' | 'termine'
  numero: string | null
}

/** The mandates given and received by the structures one is attached to, and those that wait; those over for more than a year are left out. One statement. */
export async function lireMandats(db: Db, qui: string): Promise<Mandat[]> {
  const { rows } = await sql<Mandat>`
    with miennes as materialized (select distinct r.structure as id from rattachement r where r.utilisateur = ${qui}::uuid and r.service is null and r.retire_le is null and r.periode @> maintenant()),
    tous as (
      select m.id::text as cle, m.mandant, m.mandataire, lower(m.periode) as debut, upper(m.periode) as fin, d.numero,
        case when m.retire_le is not null or upper(m.periode) <= maintenant() then 'termine' when lower(m.periode) > maintenant() then 'aVenir' else 'enVigueur' end as etat
      from mandat_facturation m left join demande d on d.id = m.demande
      where (m.mandant in (select id from miennes) or m.mandataire in (select id from miennes)) and coalesce(m.retire_le, upper(m.periode), 'infinity') > maintenant() - interval '1 year'
      union all
      select d.numero, d.structure, (d.saisie->'mandataire'->>'id')::uuid, (d.saisie->>'debut')::date::timestamp at time zone 'Europe/Paris', ((d.saisie->>'fin')::date + 1)::timestamp at time zone 'Europe/Paris', d.numero, 'enAttente'
      from demande d where d.type = 'mandat-facturation.souscrire' and d.etat = 'demandee' and (d.auteur = ${qui}::uuid or d.structure in (select id from miennes)))
    select t.cle || s.sens as cle, s.sens, t.debut, t.fin, t.etat, t.numero, json_build_object('id', m.id, 'raisonSociale', nom_structure(m)) as mienne, json_build_object('id', a.id, 'raisonSociale', nom_structure(a)) as autre
    from tous t cross join lateral (values ('donne', t.mandant, t.mandataire), ('recu', t.mandataire, t.mandant)) s (sens, mienne, autre)
      join structure m on m.id = s.mienne join structure a on a.id = s.autre
    where s.mienne in (select id from miennes) order by array_position(array['enAttente', 'enVigueur', 'aVenir', 'termine'], t.etat), t.debut desc limit 200`.execute(db)
  return rows
}

/** Active structures on which one holds « Mandats de facturation modification »: for which one may ask. */
export async function structuresMandataires(db: Db, qui: string): Promise<{ id: string; nom: string }[]> {
  const { rows } = await sql<{ id: string; nom: string }>`select distinct s.id, nom_structure(s) as nom from acces_en_vigueur v join structure s on s.id = v.structure join application a on a.id = v.application
    where v.utilisateur = ${qui}::uuid and a.code = 'mandats-de-facturation' and v.niveau = 2 and v.service is null and s.statut = 'ACTIVE' order by 2 limit 500`.execute(db)
  return rows
}
