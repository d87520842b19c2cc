-- Importing services from a spreadsheet (SER-03): the same imports as those of people, with lines of their own.
alter table import add column genre text not null default 'utilisateurs' constraint import_genre check (genre in ('utilisateurs', 'services')),
  add column structure uuid references structure,
  add column a_creer integer not null default 0, add column a_modifier integer not null default 0, add column creees integer not null default 0, add column modifiees integer not null default 0;
comment on table import is 'A spreadsheet as it was read, judged line by line before anything is done (UTI-06, SER-03); kept thirty days.';
comment on column import.genre is 'utilisateurs: its lines are in import_ligne; services: in import_ligne_service.';
comment on column import.structure is 'Services: the structure of the lines that name none.';
comment on column import.a_creer is 'Lines that would make a service.';
comment on column import.a_modifier is 'Lines that would change a service.';
comment on column import.creees is 'Services made.';
comment on column import.modifiees is 'Services changed.';
drop index import_auteur;
create index import_auteur on import (auteur, genre, cree_le desc);

create table import_ligne_service (
  import uuid not null references import on delete cascade,
  rang integer not null,
  cellules text[] not null,
  type_identifiant text not null default '',
  identifiant text collate "C",
  code text collate "C",
  nom text, description text, adresse_electronique text, telephone text,
  adresse text, complement_adresse1 text, complement_adresse2 text, code_postal text, ville text, pays text,
  debut_validite date, fin_validite date, numero_engagement_obligatoire boolean, mise_en_paiement boolean,
  lues text[] not null default '{}',
  avis text[] not null default '{}',
  structure uuid,
  service uuid,
  avant jsonb,
  prevu jsonb,
  fautes text[] not null default '{}',
  resultat text not null default 'a-juger' constraint import_ligne_service_resultat check (resultat in ('a-juger', 'a-creer', 'a-modifier', 'inchangee', 'erreur')),
  issue text constraint import_ligne_service_issue check (issue in ('creee', 'modifiee', 'inchangee', 'echouee')),
  primary key (import, rang)
) with (fillfactor = 60);
create index import_ligne_service_erreurs_d_abord on import_ligne_service (import, (resultat <> 'erreur'), rang);
create index import_ligne_service_a_faire on import_ligne_service (import, rang) where issue is null and resultat in ('a-creer', 'a-modifier');
comment on table import_ligne_service is 'One line of an import of services: what was typed, what it means, what is wrong, what came of it.';
comment on column import_ligne_service.import is 'Its import.';
comment on column import_ligne_service.rang is 'Its number in the file.';
comment on column import_ligne_service.cellules is 'Its cells as they were typed, in the order of the model.';
comment on column import_ligne_service.type_identifiant is 'Type of identifier; empty: any.';
comment on column import_ligne_service.identifiant is 'Identifier of the structure in its normal form; empty: the structure of the import.';
comment on column import_ligne_service.code is 'Code of the service.';
comment on column import_ligne_service.nom is 'Name; null, here as in every field: left as it is.';
comment on column import_ligne_service.description is 'Description.';
comment on column import_ligne_service.adresse_electronique is 'Contact address.';
comment on column import_ligne_service.telephone is 'Contact telephone.';
comment on column import_ligne_service.adresse is 'Street line.';
comment on column import_ligne_service.complement_adresse1 is 'First complement.';
comment on column import_ligne_service.complement_adresse2 is 'Second complement.';
comment on column import_ligne_service.code_postal is 'Postal code.';
comment on column import_ligne_service.ville is 'Town.';
comment on column import_ligne_service.pays is 'Country, ISO 3166 two letters.';
comment on column import_ligne_service.debut_validite is 'First day of validity.';
comment on column import_ligne_service.fin_validite is 'Last day of validity.';
comment on column import_ligne_service.numero_engagement_obligatoire is 'A commitment number is required of suppliers.';
comment on column import_ligne_service.mise_en_paiement is 'Payment status is reported back.';
comment on column import_ligne_service.lues is 'Faults that the file alone shows: « code|column|more ».';
comment on column import_ligne_service.avis is 'What to look at, of a line that may be right, as in lues.';
comment on column import_ligne_service.structure is 'Which structure it names, when its author may change the service there.';
comment on column import_ligne_service.service is 'Which service it names.';
comment on column import_ligne_service.avant is 'What it would replace, when last judged.';
comment on column import_ligne_service.prevu is 'What its author was shown that it would replace: what has changed since is not done.';
comment on column import_ligne_service.fautes is 'All that is wrong with it, when last judged.';
comment on column import_ligne_service.resultat is 'What it would do.';
comment on column import_ligne_service.issue is 'What came of it; null: not done.';
