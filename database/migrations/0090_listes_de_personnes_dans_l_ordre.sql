-- A structure's people are read in the order asked: by address, by service, by the day they came -----------------------

alter table rattachement add column code text collate "C" not null default '';
comment on column rattachement.code is 'Code of the service, for lists by service; empty: the whole structure.';
set constraints all immediate;
-- What the triggers keep does not hang on it: a million lines are not put into their arrays.
alter table rattachement disable trigger user;
update rattachement r set code = v.code from service v where v.id = r.service;
alter table rattachement enable trigger user;

-- Both lines are locked as the foreign keys are about to; read once what was being changed is changed.
create or replace function adresser_rattachement() returns trigger language plpgsql as $$
declare u record;
begin
  select lower(x.adresse_electronique::text collate "C") as adresse, plier(x.nom || ' ' || x.prenom) as tri into u from utilisateur x where x.id = new.utilisateur for key share;
  new.adresse := coalesce(u.adresse, '');
  new.tri := coalesce(u.tri, '');
  if new.service is not null then select v.code into new.code from service v where v.id = new.service for key share; end if;
  new.code := coalesce(new.code, '');
  return new;
end $$;
comment on function adresser_rattachement() is 'Gives a new attachment the address and the folded name of its person, and the code of its service.';

create function recoder_rattachements() returns trigger language plpgsql as $$
begin
  update rattachement set code = new.code where structure = new.structure and service = new.id and retire_le is null;
  return null;
end $$;
comment on function recoder_rattachements() is 'Keeps the code of the attachments to a service whose code changes.';
create trigger recoder_rattachements after update of code on service for each row when (old.code is distinct from new.code) execute function recoder_rattachements();

create index rattachement_par_adresse on rattachement (structure, adresse, utilisateur) where retire_le is null;
create index rattachement_par_service on rattachement (structure, code, tri, utilisateur) where retire_le is null;
create index rattachement_par_debut on rattachement (structure, lower(periode), tri, utilisateur) where retire_le is null;
