-- Lists of people: the index gives their order and all that a count needs, without reading the table.
drop index rattachement_structure;
create index rattachement_structure on rattachement (structure, tri, utilisateur) include (service, periode) where retire_le is null;

update application_portail set nature = 'ecran', adresse = '/organisation/utilisateurs/liste' where code = 'consulter-les-utilisateurs';
update application_portail set nature = 'ecran', adresse = '/organisation/utilisateurs/personnes' where code = 'afficher-un-utilisateur';
update catalogue set version = version + 1;
