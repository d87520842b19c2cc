-- Built upon entitlements: who could do what at a past date, sets of profiles of a structure, the tile « Qui peut faire quoi ».
create index rattachement_retire on rattachement (structure) where retire_le is not null;

-- What a new attachment receives never lets its author grant what they may not (UTI-03, HAB-07).
create function verifier_ensemble_par_defaut() returns trigger language plpgsql as $$
declare vise uuid;
begin
  if tg_table_name = 'ensemble_profils' then vise := new.id; else vise := new.ensemble; end if;
  if exists (select from ensemble_profils e join ensemble_profil p on p.ensemble = e.id where e.id = vise and e.par_defaut and p.application = 1 and p.niveau = 2) then
    raise exception 'default set grants « Organisation modification »' using errcode = 'check_violation', constraint = 'ensemble_par_defaut_sans_gestion', table = 'ensemble_profils';
  end if;
  return null;
end $$;
comment on function verifier_ensemble_par_defaut() is 'Constraint ensemble_par_defaut_sans_gestion.';
create constraint trigger ensemble_par_defaut_sans_gestion after insert or update on ensemble_profils deferrable initially deferred for each row when (new.par_defaut) execute function verifier_ensemble_par_defaut();
create constraint trigger ensemble_par_defaut_sans_gestion after insert or update on ensemble_profil deferrable initially deferred for each row when (new.application = 1 and new.niveau = 2) execute function verifier_ensemble_par_defaut();

update ensemble_profils set description = 'Tout, sauf « Organisation modification ».' where structure is null and par_defaut;

insert into application_portail (code, domaine, sous_domaine, rubrique, ordre, nom_fr, nom_en, description_fr, description_en, nature, adresse, audiences, mise_en_avant, acces, profil_application, profil_niveau) values
  ('qui-peut-faire-quoi', 'organisation', 'utilisateurs', 'les-habilitations', 175, 'Qui peut faire quoi', 'Who can do what',
    'Les droits de chacun dans une structure, maintenant ou à une date passée.', 'Everyone’s rights in a structure, now or at a past date.',
    'ecran', '/organisation/habilitations/qui-peut-quoi', '{entite-publique,entreprise,particulier,association}', '{}', 'rattache', 'organisation', 2);
update catalogue set version = version + 1;
