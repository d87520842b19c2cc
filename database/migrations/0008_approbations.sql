-- Approvals as a list: each of its columns sorts by an index, structure by structure.
alter table approbation
  add column type text not null default '',
  add column description text collate "C" generated always as (case type when 'rattachement.demander' then 'demander un rattachement' when 'habilitation.demander' then 'gerer mes habilitations'
    when 'mandat-facturation.souscrire' then 'souscrire un mandat' else type end) stored,
  add column demandeur text collate "C" not null default '',
  add column service text collate "C" not null default '';
comment on column approbation.type is 'Type of its demande.';
comment on column approbation.description is 'Its place when sorted by description: the order of the sentences people read.';
comment on column approbation.demandeur is 'Folded name of the author.';
comment on column approbation.service is 'Folded name of the service; empty: the whole structure.';
update approbation a set type = d.type, demandeur = plier(u.nom || ' ' || u.prenom), service = coalesce(plier(v.nom), '')
  from demande d join utilisateur u on u.id = d.auteur left join service v on v.id = d.service where d.id = a.demande;

create function classer_approbation() returns trigger language plpgsql as $$
begin
  select d.type, plier(u.nom || ' ' || u.prenom), coalesce(plier(v.nom), '') into new.type, new.demandeur, new.service
    from demande d join utilisateur u on u.id = d.auteur left join service v on v.id = d.service where d.id = new.demande;
  return new;
end $$;
comment on function classer_approbation() is 'Gives an approval its place in every order of the list.';
create trigger classer_approbation before insert on approbation for each row execute function classer_approbation();

create function reclasser_approbations() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'service' then update approbation set service = plier(new.nom) from demande d where d.id = approbation.demande and d.service = new.id;
  else update approbation set demandeur = plier(new.nom || ' ' || new.prenom) from demande d where d.id = approbation.demande and d.auteur = new.id; end if;
  return null;
end $$;
comment on function reclasser_approbations() is 'Keeps the place of the approvals of a person or a service that is renamed.';
create trigger reclasser_approbations after update of nom, prenom on utilisateur for each row
  when (old.nom is distinct from new.nom or old.prenom is distinct from new.prenom) execute function reclasser_approbations();
create trigger reclasser_approbations after update of nom on service for each row when (old.nom is distinct from new.nom) execute function reclasser_approbations();
create index demande_service on demande (service) where service is not null;

create index approbation_par_description on approbation (structure, description, demande);
create index approbation_par_demandeur on approbation (structure, demandeur, demande);
create index approbation_par_service on approbation (structure, service, demande);
create index approbation_par_date on approbation (structure, cree_le, demande);
create index approbation_par_etat on approbation (structure, etat, demande);
drop index approbation_structure;
create index approbation_a_relancer on approbation (cree_le) where etat = 'demandee';
create index mandat_mandant on mandat_facturation (mandant);

-- Whoever takes the role over is asked what waited, whichever way the role came to them.
create function redemander_approbations() returns trigger language plpgsql as $$
begin
  insert into depart (file, donnees) select 'demande.avis', jsonb_build_object('demande', a.demande, 'moment', 'a-decider') from approbation a where a.structure = new.id and a.etat = 'demandee' and a.expire_le > maintenant();
  return null;
end $$;
comment on function redemander_approbations() is 'What waits goes to the new gestionnaire principal (APP-04): a mail of their own.';
create trigger redemander_approbations after update of gestionnaire_principal on structure for each row
  when (old.gestionnaire_principal is distinct from new.gestionnaire_principal) execute function redemander_approbations();

update application_portail set nature = 'ecran', adresse = '/facturation/mandats' where code = 'mandats-de-facturation';
update catalogue set version = version + 1;
