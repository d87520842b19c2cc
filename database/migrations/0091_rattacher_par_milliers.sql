-- A thousand people attached at once cost less for each -----------------------------------------------------------------

-- Whoever writes many brings what their people and services are called, read under the same locks; the others leave it to this.
drop trigger adresser_rattachement on rattachement;
create trigger adresser_rattachement before insert on rattachement for each row when (new.adresse is null) execute function adresser_rattachement();

-- The number of people after an insertion: as `tenir_effectif`, without what only a change needs.
create function ajouter_a_l_effectif() returns trigger language plpgsql as $$
declare touchees uuid[] := array(select distinct structure from nouveaux where retire_le is null);
begin
  if touchees = '{}' then return null; end if;
  insert into effectif (structure, personnes) select s, 0 from unnest(touchees) s order by s on conflict do nothing;
  perform from effectif where structure = any (touchees) order by structure for update;
  with c as (select structure, utilisateur, count(*) as n, max(lower(periode)) as du, min(upper(periode)) as au from nouveaux where retire_le is null group by structure, utilisateur),
    d as (select c.structure, count(*) filter (where r.n = c.n) as arrivees, max(c.du) as du, min(c.au) as au from c
      cross join lateral (select count(*) as n from rattachement r where r.utilisateur = c.utilisateur and r.structure = c.structure and (r.retire_le is not null) is false) r group by c.structure)
  update effectif e set personnes = e.personnes + d.arrivees, du = greatest(e.du, d.du), au = least(e.au, d.au) from d where e.structure = d.structure;
  return null;
end $$;
comment on function ajouter_a_l_effectif() is 'Keeps the number of people of each structure to which some are attached.';
drop trigger tenir_effectif_entrees on rattachement;
create trigger tenir_effectif_entrees after insert on rattachement referencing new table as nouveaux for each statement execute function ajouter_a_l_effectif();
