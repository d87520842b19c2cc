import { sql, type RawBuilder } from 'kysely'
import { NOM_AFFICHE } from '#app/organisation/structures/nommer.ts'
import { porte, STRUCTURES_MONTREES, type Parmi } from '#app/organisation/structures/parmi.tsx'
import type { Db } from '#platform/database/open.ts'

/** How many ids of services a list of services may offer. */
const SERVICES_MAXIMUM = 500

const EN_VIGUEUR = sql`(r.retire_le is not null) is false`

/**
 * The structures that the reader is attached to (one, or all), with what they may see and do in each: the table « p » of the statements below.
 * `gere`: « Organisation modification » on the whole structure; `services_geres`: the services for which they hold it.
 * Whoever is attached to some services only sees the people of those services and those of the whole structure (who speak for every
 * service); of other services, neither the people nor that they have any.
 */
export const PERIMETRE = (
  lecteur: string,
  structure: string | null,
): RawBuilder<unknown> => sql`i as materialized (select maintenant() as t),
    p as materialized (select a.structure, i.t, ${lecteur}::uuid as lecteur, a.entiere, a.services, a.entiere
        and coalesce(h.partout, false) as gere, case when h.partout then a.services when a.entiere then coalesce(h.services, '{}')
        else array(select unnest(h.services) intersect select unnest(a.services)) end as services_geres, s.gestionnaire_principal,
        s.type_identifiant, s.identifiant, s.statut, coalesce(s.raison_sociale, s.prenom || ' ' || s.nom) as raison_sociale, s.libelle
      from i
      cross join lateral (select r.structure, bool_or(r.service is null) as entiere,
            coalesce(array_agg(r.service) filter (where r.service is not null), '{}') as services
          from rattachement r
          where r.utilisateur = ${lecteur}::uuid and ${EN_VIGUEUR}
            and r.periode @> i.t ${structure ? sql`and r.structure = ${structure}::uuid` : sql``}
          group by r.structure) a
      join structure s on s.id = a.structure
      left join lateral (select bool_or(h.service is null) as partout, array_agg(h.service) filter (where h.service is not null) as services
          from habilitation h
          where h.utilisateur = ${lecteur}::uuid and h.structure = a.structure and h.application = 1 and h.niveau = 2
            and h.retiree_le is null and h.periode @> i.t) h on true)`

/**
 * Holds at the hour of « p ». Not « @> »: the planner would leave the order of the list's index for the one of the exclusion constraint,
 * and would take
 * a structure's people for so few that reading the table and sorting them seems cheaper than reading them in order.
 */
const EN_COURS = sql`range_contains_elem(r.periode, p.t)`
const VUS = sql`(p.entiere or r.service is null or r.service = any(p.services))`
/** Attachments of the structure « p » that its reader sees. */
export const VISIBLES = sql`r.structure = p.structure and r.retire_le is null and ${EN_COURS} and ${VUS}`
/**
 * The same of one person: said so, only the index that begins with the person can answer, and not the one of the exclusion constraint,
 * which reads ten pages for one.
 */
export const VISIBLES_DE = (utilisateur: RawBuilder<unknown>) =>
  sql`r.utilisateur = ${utilisateur} and r.structure = p.structure and ${EN_VIGUEUR} and ${EN_COURS} and ${VUS}`

/** A structure as the portal's answers name it. */
export const REF_STRUCTURE = sql`json_build_object('id', p.structure, 'typeIdentifiant', p.type_identifiant, 'identifiant', p.identifiant,
        'raisonSociale', p.raison_sociale, 'libelle', p.libelle)`

export interface ServiceDuPerimetre {
  id: string
  code: string
  nom: string
}

export interface Perimetre {
  structures: number
  /** The one that was asked for; null: all of them. */
  structure: {
    id: string
    typeIdentifiant: string
    identifiant: string
    raisonSociale: string
    libelle: string | null
    statut: 'ACTIVE' | 'INACTIVE'
  } | null
  /** Manages at least one structure or service: e-mail addresses, rights and last sign-in are shown somewhere. */
  gere: boolean
  /** Of the one structure, those that its reader sees. */
  services: ServiceDuPerimetre[]
}

/** What the reader's list is about, or null: not attached, as if it did not exist. One statement. */
export async function lirePerimetre(db: Db, lecteur: string, structure: string | null): Promise<Perimetre | null> {
  const { rows } = await sql<Perimetre>`/* @perimetre */ with ${PERIMETRE(lecteur, structure)}
    select count(*)::int as structures, coalesce(bool_or(p.gere or cardinality(p.services_geres) > 0), false) as gere,
      ${
        structure
          ? sql`(json_agg(json_build_object('id', p.structure, 'typeIdentifiant', p.type_identifiant, 'identifiant', p.identifiant,
                      'raisonSociale', p.raison_sociale, 'libelle', p.libelle, 'statut', p.statut)))->0`
          : sql`null::json`
      } as structure,
      ${
        structure
          ? sql`coalesce((select json_agg(json_build_object('id', v.id, 'code', v.code, 'nom', v.nom) order by v.code)
                    from (select sv.*
                        from p q
                        join service sv on sv.structure = q.structure
                        where sv.statut <> 'SUPPRIME' and (q.entiere or sv.id = any(q.services))
                        order by sv.code
                        limit ${SERVICES_MAXIMUM}) v), '[]')`
          : sql`'[]'::json`
      } as services
    from p`.execute(db)
  const lu = rows[0]!
  return structure && !lu.structure ? null : lu
}

/**
 * The reader's structures to choose from: the first by name, or those found. One statement, asked past those that the menu bears. Folded by
 * half: `plier` costs five times as much, and only punctuation would be sorted otherwise.
 */
export async function lireLesSiennes(
  db: Db,
  lecteur: string,
  cherche: string,
): Promise<{ structures: { id: string; raisonSociale: string }[]; parmi: Parmi }> {
  const { rows } = await sql<{
    structures: { id: string; raisonSociale: string }[]
    parmi: Parmi
  }>`/* @les-siennes */ with s as materialized (select s.id, x.nom, lower(unaccent(x.nom)) as rang, ${porte('s', cherche)} as trouvee
        from structure s
        cross join lateral (select ${NOM_AFFICHE} as nom) x
        where s.id in (select r.structure
            from rattachement r
            where r.utilisateur = ${lecteur}::uuid and r.retire_le is null and r.periode @> (select maintenant())))
    select coalesce((select json_agg(json_build_object('id', x.id, 'raisonSociale', x.nom) order by x.rang, x.id)
            from (select s.id, s.nom, s.rang from s where trouvee order by rang, id limit ${STRUCTURES_MONTREES}) x), '[]') as structures,
      json_build_object('nombre', (select count(*) from s), 'trouvees', (select count(*) from s where trouvee)) as parmi`.execute(db)
  return rows[0]!
}
