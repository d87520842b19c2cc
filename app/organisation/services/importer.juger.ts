import { sql, type RawBuilder } from 'kysely'
import { reponses } from '#acces/index.ts'
import { RESERVE } from '#app/organisation/services/champs.ts'
import type { Db, Tx } from '#platform/database/open.ts'

const NUL = '00000000-0000-0000-0000-000000000000'
export const COLONNES_DE_SERVICE = [
  'nom',
  'description',
  'adresse_electronique',
  'telephone',
  'adresse',
  'complement_adresse1',
  'complement_adresse2',
  'code_postal',
  'ville',
  'pays',
  'debut_validite',
  'fin_validite',
  'numero_engagement_obligatoire',
  'mise_en_paiement',
]
const liste = (dire: (c: string) => string, entre = ', ') => sql.raw(COLONNES_DE_SERVICE.map(dire).join(entre))
const ADRESSE = ['adresse', 'complement_adresse1', 'complement_adresse2', 'code_postal', 'ville', 'pays']
/** What a column holds after the line: an address is in France unless it says where; judged twice, a line says the same. */
const apres = (c: string) =>
  c === 'pays'
    ? `coalesce(l.pays, v.pays, case when ${ADRESSE.slice(0, -1)
        .map((a) => `coalesce(l.${a}, v.${a}) is not null`)
        .join(' or ')} then 'FR' end)`
    : `coalesce(l.${c}, v.${c})`

/**
 * Judges lines by what is in force now: whose structure, which service, what it would replace, what is wrong. One statement whatever their
 * number, nothing done yet.
 * Where the author may not, what is there and what is not are told apart by nothing. `parmi`: which lines of « i ».
 */
export const juger = (tx: Tx | Db, importe: string, auteur: string, parmi: RawBuilder<unknown>) =>
  sql`/* @import-services-juger */ with m as materialized (select maintenant() as ici),
      l as materialized (select i.* from import_ligne_service i where i.import = ${importe}::uuid and ${parmi}),
      k as materialized (select distinct type_identifiant as type, identifiant as cle from l where identifiant is not null),
      n as materialized (select k.type, k.cle, s.id as structure, s.type_structure
        from k
        join structure s on k.cle <> '' and s.identifiant = k.cle and (k.type = '' or s.type_identifiant = k.type)
        union all select k.type, k.cle, s.id, s.type_structure
        from k
        join import x on x.id = ${importe}::uuid
        join structure s on s.id = x.structure
        where k.cle = ''),
      d as materialized (${reponses(
        sql`(select m.ici as t, ${auteur}::uuid as utilisateur, x.structure, 'organisation' as application,
              ${sql.lit(NUL)}::uuid as service, 2 as niveau, false as meme_inactive
            from m, (select distinct structure from n) x) z`,
        ', z.structure',
        false,
      )}),
    -- Of those who hold one service alone, that service.
    o as materialized (select distinct h.structure, h.service
        from habilitation h
        where h.utilisateur = ${auteur}::uuid and h.service is not null and h.retiree_le is null
          and h.structure in (select structure from d where reponse <> 'oui')),
      p as materialized (${reponses(
        sql`(select m.ici as t, ${auteur}::uuid as utilisateur, o.structure, 'organisation' as application,
              o.service, 2 as niveau, false as meme_inactive
            from m, o) z`,
        ', z.structure, z.service',
      )}),
      g as materialized (select n.type, n.cle, n.structure, n.type_structure = 'PUBLIQUE' as publique, d.reponse = 'oui' as entiere,
          d.reponse = 'structure-inactive' as inactive,
          count(*) filter (where d.reponse = 'oui' or exists (select from p where p.structure = n.structure and p.reponse = 'oui')) over (partition
                by n.type, n.cle) as gerees
        from n
        join d on d.structure = n.structure),
      j as materialized (select l.*, g.structure as la, g.publique, g.entiere, g.inactive, g.gerees, v.id as le, v.statut, v.version,
          to_jsonb(v) as actuel, ${sql.raw(COLONNES_DE_SERVICE.map((c) => `${apres(c)} as x_${c}`).join(', '))}, coalesce(g.entiere, false)
          or exists (select from p where p.structure = g.structure and p.service = v.id and p.reponse = 'oui') as peut, v.id is not null
          and exists (select from demande e where e.objet = v.id and e.etat = 'programmee' and e.effet_le > (select ici from m)) as programme
        from l
        left join lateral (select *
            from g
            where g.type = l.type_identifiant and g.cle = l.identifiant
            order by (g.entiere or exists (select from p where p.structure = g.structure and p.reponse = 'oui')) desc, g.inactive desc
            limit 1) g on true
        left join service v on v.structure = g.structure and v.code = l.code),
      c as materialized (select j.*, j.le is not null
          and not (${liste((x) => `j.x_${x} is distinct from (jsonb_populate_record(null::service, j.actuel)).${x}`, ' or ')}) as rien,
          ${sql.raw(ADRESSE.map((a) => `j.x_${a} is not null`).join(' or '))} as adressee,
          (select z.code
            from service z
            where j.le is null and j.avis <> '{}' and z.structure = j.la and z.statut <> 'SUPPRIME' and z.code ~ '^0+[0-9]+$'
              and ltrim(z.code, '0') = j.code
            limit 1) as zero
        from j),
      f as materialized (select c.*, c.lues || case when c.identifiant is null then '{}'
          when not c.peut then case when coalesce(c.gerees, 0) = 0 and c.inactive then array['structure-inactive|identifiant|'] else array['structure-introuvable|identifiant|']
            end when c.gerees > 1 then array['type-a-preciser|typeIdentifiant|']
          else array_remove(array[case when upper(c.code) = ${RESERVE} and not c.rien then 'code-reserve|code|'
                  when c.statut = 'SUPPRIME' then 'code-supprime|code|'
                  when c.statut = 'INACTIF' and not c.rien then 'service-inactif|code|'
                  when c.zero is not null then 'zero-perdu|code|' || c.zero end,
                  case when c.programme and not c.rien then 'changement-deja-programme|code|' end,
                  case when c.x_nom is null and not c.lues::text like '%|nom|%' then 'champ-manquant|nom|' end,
                  case when c.adressee and c.x_adresse is null then 'adresse-incomplete|adresse|' end,
                  case when c.adressee and c.x_code_postal is null then 'adresse-incomplete|codePostal|' end,
                  case when c.adressee and c.x_ville is null then 'adresse-incomplete|ville|' end,
                  case when coalesce(c.x_pays, 'FR') = 'FR' and c.x_code_postal !~ '^[0-9]{5}$' and not c.lues::text like '%|codePostal|%'
                    then 'code-postal-invalide|codePostal|' end,
                  case when c.x_fin_validite < c.x_debut_validite then 'fin-avant-debut|finValidite|' end,
                  case when c.x_numero_engagement_obligatoire and not c.publique then
                    'reserve-entites-publiques|numeroEngagementObligatoire|' end,
                  case when c.x_mise_en_paiement and not c.publique then 'reserve-entites-publiques|miseEnPaiement|' end], null) end as toutes
        from c)
    update import_ligne_service i
    set structure = case when f.peut then f.la end, service = case when f.peut then f.le end, fautes = f.toutes,
      pays = case when f.adressee then coalesce(f.x_pays, 'FR') else f.pays end,
      resultat = case when cardinality(f.toutes) > 0 then 'erreur' when f.le is null then 'a-creer' when f.rien then 'inchangee'
      else 'a-modifier' end,
      avant = case when f.peut and f.le is not null and not f.rien then (select jsonb_object_agg(e.key, f.actuel->e.key)
        from jsonb_each(jsonb_build_object(${liste((x) => `'${x}', f.x_${x}`)})) e
        where e.value is distinct from f.actuel->e.key) end
    from f
    where i.import = ${importe}::uuid and i.rang = f.rang`.execute(tx)
