-- Lists of a structure's people read its attachments alone, and do not count them -------------------------------------

-- What they are sorted and searched by stands beside the name.
alter table rattachement add column adresse text collate "C";
set constraints all immediate;
update rattachement r set adresse = lower(u.adresse_electronique::text collate "C") from utilisateur u where u.id = r.utilisateur;
alter table rattachement alter column adresse set not null;
comment on column rattachement.adresse is 'Sign-in address in lower case, for lists by address.';

-- Locked as the foreign key is about to: an address being changed is waited for, and read once changed.
create function adresser_rattachement() returns trigger language plpgsql as $$
begin
  select lower(u.adresse_electronique::text collate "C") into new.adresse from utilisateur u where u.id = new.utilisateur for key share;
  new.adresse := coalesce(new.adresse, '');
  return new;
end $$;
comment on function adresser_rattachement() is 'Gives a new attachment the address of its person.';
create trigger adresser_rattachement before insert on rattachement for each row execute function adresser_rattachement();

create or replace function reclasser_rattachements() returns trigger language plpgsql as $$
begin
  update rattachement set tri = plier(new.nom || ' ' || new.prenom), adresse = lower(new.adresse_electronique::text collate "C") where utilisateur = new.id and retire_le is null;
  return null;
end $$;
comment on function reclasser_rattachements() is 'Keeps the folded names and the addresses of the attachments of whoever changes theirs.';
drop trigger reclasser_rattachements on utilisateur;
create trigger reclasser_rattachements after update of nom, prenom, adresse_electronique on utilisateur for each row
  when (old.nom is distinct from new.nom or old.prenom is distinct from new.prenom or old.adresse_electronique::text is distinct from new.adresse_electronique::text) execute function reclasser_rattachements();

drop index rattachement_structure;
create index rattachement_structure on rattachement (structure, tri, utilisateur) include (service, periode, adresse) where retire_le is null;
-- A last sign-in changes too often to be copied: read here without the person.
create index utilisateur_connexion on utilisateur (id) include (derniere_connexion_le);

-- How many people each structure has.
create table effectif (
  structure uuid primary key references structure on delete cascade,
  personnes int not null constraint effectif_positif check (personnes >= 0),
  du timestamptz not null default '-infinity',
  au timestamptz not null default 'infinity'
) with (fillfactor = 50);
comment on table effectif is 'How many people a structure has, so that a list need not count them.';
comment on column effectif.structure is 'Whose people.';
comment on column effectif.personnes is 'People with an attachment that was not ended.';
comment on column effectif.du is 'The last of their attachments begins; before, one counts.';
comment on column effectif.au is 'The first of their attachments ends of itself; from then on, one counts.';
insert into effectif select structure, count(distinct utilisateur), max(lower(periode)), coalesce(min(upper(periode)), 'infinity') from rattachement where retire_le is null group by structure;

-- Exact whoever writes: the structure's line is locked before its people are looked at, by a statement that sees what the one before it committed.
-- `is false` keeps the planner to the index by person: a structure being filled is not in its statistics yet, and all of its people would be read for each.
create function tenir_effectif() returns trigger language plpgsql as $$
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
comment on function tenir_effectif() is 'Keeps the number of people of each structure whose attachments change.';
create trigger tenir_effectif_entrees after insert on rattachement referencing new table as nouveaux for each statement execute function tenir_effectif();
create trigger tenir_effectif_changements after update on rattachement referencing old table as anciens new table as nouveaux for each statement execute function tenir_effectif();
create trigger tenir_effectif_sorties after delete on rattachement referencing old table as anciens for each statement execute function tenir_effectif();
