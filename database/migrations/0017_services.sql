-- Services: an inactive one leaves its rights at « consultation », as an inactive structure does; an index behind each sort of their list.
create or replace view acces_en_vigueur as
  select h.utilisateur, h.structure, coalesce(h.service, r.service) as service, h.application,
    case when s.statut = 'ACTIVE' and (v.id is null or v.statut = 'ACTIF') then h.niveau else 1::smallint end as niveau, h.niveau as niveau_tenu
  from habilitation h
    join rattachement r on r.utilisateur = h.utilisateur and r.structure = h.structure and (h.service is null or r.service is null or r.service = h.service)
    join structure s on s.id = h.structure join utilisateur u on u.id = h.utilisateur and u.est_actif
    left join service v on v.id = coalesce(h.service, r.service)
  where h.retiree_le is null and h.periode @> (select maintenant()) and r.retire_le is null and r.periode @> (select maintenant());
comment on view acces_en_vigueur is 'Rights that count now: granted, in force, and held by someone attached there; service null: the whole structure, and its services as far as they are active. niveau is 1 on an inactive structure (STR-07) or service (SER-02), niveau_tenu what was granted.';

create index service_par_code on service (structure, (code collate "C"), id) where statut <> 'SUPPRIME';
create index service_par_nom on service (structure, (plier(nom) collate "C"), id) where statut <> 'SUPPRIME';
create index service_par_statut on service (structure, statut, id) where statut <> 'SUPPRIME';
create index service_par_debut on service (structure, (coalesce(debut_validite, '0001-01-01'::date)), id) where statut <> 'SUPPRIME';

-- Every public structure owns it, also those that came before.
insert into service (structure, code, nom) select id, 'FACTURES_PUBLIQUES', 'Factures publiques' from structure where type_structure = 'PUBLIQUE' on conflict on constraint code_service_deja_present do nothing;

update application_portail set nature = 'ecran', adresse = '/organisation/services/creer' where code = 'creer-un-service';
update application_portail set nature = 'ecran', adresse = '/organisation/services/gerer' where code = 'gerer-un-service';
