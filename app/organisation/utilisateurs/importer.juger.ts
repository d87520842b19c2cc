import { sql, type RawBuilder } from 'kysely'
import { ENSEMBLE_PAR_DEFAUT, reponses, suit } from '#acces/index.ts'
import type { Db, Tx } from '#platform/database/open.ts'

/**
 * Said so, only the index that begins with the person can answer. Those of what is in force begin with the structure: a planner whose
 * counts are older than the last
 * thousand lines would read all of its people for each.
 */
const SANS_FIN = (colonne: string) => sql.raw(`(${colonne} is not null) is false`)
// « connu » ends with « offset 0 »: asked of each person, never answered by reading once, each time, all the people of all the author's structures.
const NUL = '00000000-0000-0000-0000-000000000000'

/** Profiles by their names, as the files write them. */
const nommer = (droits: string) =>
  sql`(select string_agg(y.code || case d.d % 10 when 2 then '.modification' else '.consultation' end, ', ' order by y.id)
        from unnest(${sql.raw(droits)}) d (d)
        join application y on y.id = d.d / 10)`
/** What an invitation would promise, as an import writes it. */
const PROMIS = sql`(select coalesce(jsonb_agg(jsonb_build_object('application', y.code, 'niveau', d.d % 10, 'fin',
                    to_char(l.fin at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))), '[]')
      from unnest(v.voulus) d (d)
      join application y on y.id = d.d / 10)`

/**
 * Judges lines of an import by what is in force now: whose they are, where, what they would add, what is wrong. One statement whatever
 * their number, nothing done yet.
 * A line that chooses profiles or an end asks for no other end: what is held for less lasts longer, what is held for longer, or above for
 * less, is said and left.
 * Structures where the author does not govern are looked at by the decider alone, and told apart from those that do not exist by nothing.
 * `parmi`: which lines of « i ».
 */
export const juger = (tx: Tx | Db, importe: string, auteur: string, parmi: RawBuilder<unknown>) =>
  sql`/* @import-juger */ with m as materialized (select maintenant() as ici),
      l as materialized (select i.rang, i.courriel, i.type_identifiant as type, i.identifiant as cle, i.code_service as code, i.droits,
          i.ensembles, (i.fin + 1)::timestamp at time zone 'Europe/Paris' as fin, i.droits <> '{}' or i.ensembles <> '{}'
          or i.fin is not null as choisit, i.lues
        from import_ligne i
        where i.import = ${importe}::uuid and ${parmi}),
      k as materialized (select distinct type, cle, code from l where cle is not null),
      n as materialized (select k.type, k.cle, k.code, s.id as structure, v.id as service, v.statut as statut_service
        from k
        join structure s on s.identifiant = k.cle and (k.type = '' or s.type_identifiant = k.type)
        left join service v on k.code <> '' and v.structure = s.id and v.code = k.code and v.statut <> 'SUPPRIME'),
      d as materialized (${reponses(
        sql`(select m.ici as t, ${auteur}::uuid as utilisateur, x.structure, 'organisation' as application,
            coalesce(x.service, ${sql.lit(NUL)}) as service, 2 as niveau, false as meme_inactive
          from m, (select distinct structure, service from n) x) z`,
        ', z.structure, z.service',
      )}),
      g as materialized (select n.type, n.cle, n.code, count(*) filter (where d.reponse in ('oui', 'service-inactif')) as gerees,
          bool_or(d.reponse = 'structure-inactive') as inactive,
          (array_agg(n.structure) filter (where d.reponse in ('oui', 'service-inactif')))[1] as structure,
          (array_agg(n.service) filter (where d.reponse in ('oui', 'service-inactif')))[1] as service,
          (array_agg(n.statut_service) filter (where d.reponse in ('oui', 'service-inactif')))[1] as statut_service
        from n
        join d on d.structure = n.structure and d.service = coalesce(n.service, ${sql.lit(NUL)})
        group by 1, 2, 3),
      q as materialized (select distinct structure
        from decideur
        where utilisateur = ${auteur}::uuid and structure in (select structure from g where structure is not null)),
      c as materialized (select distinct structure
        from rattachement x
        where x.utilisateur = ${auteur}::uuid and x.retire_le is null and x.periode @> (select ici from m)),
      p as materialized (select s.structure,
          (select array_agg((e.application * 10 + e.niveau)::smallint)
            from ensemble_profil e
            where e.ensemble = ${ENSEMBLE_PAR_DEFAUT(sql`s.structure`)}) as droits
        from (select distinct structure from g where structure is not null) s),
      e as materialized (select x.structure, x.nom,
          (select array_agg((y.application * 10 + y.niveau)::smallint)
            from ensemble_profil y
            where y.ensemble = (select f.id
                from ensemble_profils f
                where plier(f.nom) = plier(x.nom) and (f.structure is null or f.structure = x.structure)
                order by f.structure nulls last
                limit 1)) as droits
        from (select distinct g.structure, y.nom
            from l
            join g on g.cle = l.cle and g.type = l.type and g.code = l.code
            cross join unnest(l.ensembles) y (nom)
            where g.structure is not null) x),
    -- The set of a line that names some, made once for all the lines that name the same.
    se as materialized (select x.structure, x.ensembles,
          (select array_agg(z.nom) from e z where z.structure = x.structure and z.nom = any(x.ensembles) and z.droits is null) as inconnus,
          (select array_agg(y.d) from e z cross join unnest(z.droits) y (d) where z.structure = x.structure and z.nom = any(x.ensembles)) as droits
        from (select distinct g.structure, l.ensembles
            from l
            join g on g.cle = l.cle and g.type = l.type and g.code = l.code
            where g.structure is not null and l.ensembles <> '{}') x),
      j as materialized (select l.rang, l.lues, l.cle, l.courriel, l.code, l.fin, l.choisit, u.id as utilisateur, g.structure, g.service,
          g.gerees, g.inactive, g.statut_service, se.inconnus, v.voulus, case when l.choisit then coalesce(l.fin, 'infinity') end as jusque,
          q.structure is not null as decide, r.rattache, r.connu, i.invite, i.pareille
        from l
        left join g on g.cle = l.cle and g.type = l.type and g.code = l.code
        left join p on p.structure = g.structure
        left join q on q.structure = g.structure
        left join se on se.structure = g.structure and se.ensembles = l.ensembles
        left join utilisateur u on u.adresse_electronique = l.courriel and u.est_actif and u.adresse_verifiee
        left join lateral (select array_agg((x.application * 10 + x.niveau)::smallint order by x.application) as voulus
            from (select y.d / 10 as application, max(y.d % 10) as niveau
                from unnest(case when l.droits = '{}' and l.ensembles = '{}' then p.droits else l.droits || coalesce(se.droits, '{}') end) y (d)
                group by 1) x) v on true
        cross join lateral (select exists (select from rattachement x
                where x.utilisateur = u.id and x.structure = g.structure and x.service is not distinct from g.service
                  and ${SANS_FIN('x.retire_le')} and x.periode @> (select ici from m)) as rattache,
              exists (select from rattachement x
                where x.utilisateur = u.id and x.structure in (select structure from c) and ${SANS_FIN('x.retire_le')}
                  and x.periode @> (select ici from m) offset 0) as connu) r
        cross join lateral (select count(*) > 0 as invite,
              bool_and(coalesce(x.profils @> y.profils and y.profils @> x.profils, x.profils is null and y.profils is null)) as pareille
            from invitation x, lateral (select case when l.choisit then ${PROMIS} end as profils) y
            where x.adresse_electronique = l.courriel and x.structure = g.structure and x.service is not distinct from g.service
              and x.etat = 'en-attente' and x.expire_le > (select ici from m)) i),
      a as materialized (select j.*, coalesce(x.ajouts, '{}') as ajouts, coalesce(x.programme, false) as programme, x.autrement,
          coalesce(j.rattache, false) and cardinality(coalesce(x.ajouts, '{}')) = 0 as rien
        from j
        left join lateral (select array_agg(w.d) filter (where not y.tenu) as ajouts, bool_or(not y.tenu and y.change) as programme,
              array_agg(w.d) filter (where y.plus_long or (y.plus_haut and not y.tenu)) as autrement
            from unnest(j.voulus) w (d)
            cross join lateral (select coalesce(bool_or(h.niveau >= w.d % 10 and coalesce(upper(h.periode) >= j.jusque, true)), false) as tenu,
                  coalesce(bool_or(h.niveau >= w.d % 10 and j.fin is not null and coalesce(upper(h.periode) > j.fin, true)), false) as plus_long,
                  coalesce(bool_or(h.niveau > w.d % 10 and h.periode @> (select ici from m)), false) as plus_haut,
                  coalesce(bool_or((o.etat = 'programmee' and o.effet_le > (select ici from m))
                          or (lower(h.periode) > (select ici from m)
                              and not exists (select from habilitation n where ${suit('h', 'n')} and n.periode @> (select ici from m)))),
                      false) as change
                from habilitation h
                left join demande o on o.id = h.terminee_par
                where h.utilisateur = j.utilisateur and h.structure = j.structure and h.application = w.d / 10
                  and h.service is not distinct from j.service and ${SANS_FIN('h.retiree_le')}
                  and (upper_inf(h.periode) or upper(h.periode) > (select ici from m))) y) x on true),
      f as materialized (select a.*, a.lues || case when a.cle is null then '{}'
          else array_remove(array[case when a.gerees > 1 then 'type-a-preciser|typeIdentifiant|'
                  when coalesce(a.gerees, 0) = 0 then case when a.inactive then 'structure-inactive|identifiant|' else
                    'structure-introuvable|identifiant|' end end,
                  case when a.structure is not null and a.code <> '' then case when a.service is null then 'service-inconnu|codeService|'
                    when a.statut_service <> 'ACTIF' then 'service-inactif|codeService|' end end,
                  case when a.inconnus is not null then 'profil-inconnu|profils|' || array_to_string(a.inconnus, ', ') end,
                  case when a.fin <= (select ici from m) then 'fin-passee|fin|' end,
                  case when a.utilisateur = ${auteur}::uuid and not a.rien then 'soi-meme|adresseElectronique|' end,
                  case when 12 = any(a.ajouts) and not a.decide then 'octroi|profils|' end,
                  case when a.programme then 'changement-deja-programme|profils|' end,
                  case when a.autrement is not null and not a.programme then 'autre-fin|fin|' || ${nommer('a.autrement')} end,
                  case when a.utilisateur is null and not a.pareille then 'invitation-en-attente|profils|' end], null) end as toutes
        from a),
      s as (select f.*, case when cardinality(f.toutes) > 0 then 'erreur' when f.rien then 'inchangee' when f.rattache then 'a-completer'
          when f.utilisateur is null and f.invite then 'inchangee' when f.connu then 'a-rattacher' else 'a-inviter' end as resultat
        from f)
    update import_ligne i
    set utilisateur = s.utilisateur, structure = s.structure, service = s.service, ajouts = s.ajouts, fautes = s.toutes,
      resultat = s.resultat
    from s
    where i.import = ${importe}::uuid and i.rang = s.rang
    -- Judged again, most lines are what they were: not written anew.
    and (i.utilisateur, i.structure, i.service, i.ajouts, i.fautes, i.resultat) is distinct from (s.utilisateur, s.structure, s.service,
          s.ajouts, s.toutes, s.resultat)`.execute(tx)
