-- A structure's people are counted person by person ----------------------------------------------------------------------

-- `is false` keeps the planner to the index by person: a structure being filled is not in its statistics yet, and all of its people would be read for each.
create or replace function tenir_effectif() returns trigger language plpgsql as $$
declare avant rattachement[] := '{}'; apres rattachement[] := '{}'; touchees uuid[];
begin
  if tg_op <> 'INSERT' then avant := array(select r from anciens r where r.retire_le is null); end if;
  if tg_op <> 'DELETE' then apres := array(select r from nouveaux r where r.retire_le is null); end if;
  touchees := array(select distinct x.structure from (
    (select structure, utilisateur, periode, id from unnest(apres) except select structure, utilisateur, periode, id from unnest(avant))
    union all (select structure, utilisateur, periode, id from unnest(avant) except select structure, utilisateur, periode, id from unnest(apres))) x);
  if touchees = '{}' then return null; end if;
  insert into effectif (structure, personnes) select s, 0 from unnest(touchees) s order by s on conflict do nothing;
  perform from effectif where structure = any (touchees) order by structure for update;
  with c as (select x.structure, x.utilisateur, sum(x.n) as n from (
      select structure, utilisateur, 1 as n from unnest(apres) union all select structure, utilisateur, -1 from unnest(avant)) x group by x.structure, x.utilisateur having sum(x.n) <> 0),
    d as (select c.structure, sum((r.n > 0)::int - (r.n - c.n > 0)::int) as ecart from c
      cross join lateral (select count(*) as n from rattachement r where r.utilisateur = c.utilisateur and r.structure = c.structure and (r.retire_le is not null) is false) r group by c.structure),
    b as (select structure, max(lower(periode)) as du, min(upper(periode)) as au from unnest(apres) group by structure)
  update effectif e set personnes = e.personnes + coalesce(d.ecart, 0), du = greatest(e.du, b.du), au = least(e.au, b.au)
    from unnest(touchees) t left join d on d.structure = t left join b on b.structure = t where e.structure = t;
  return null;
end $$;
