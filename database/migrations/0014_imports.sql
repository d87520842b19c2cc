-- Importing people from a spreadsheet: what the file said, what it would do, what it did.
create table import (
  id uuid primary key default nouvel_id(),
  auteur uuid not null references utilisateur,
  nom text not null,
  cree_le timestamptz not null default maintenant(),
  lu_le timestamptz,
  ignorees text[] not null default '{}',
  demande bigint references demande,
  lignes integer not null default 0,
  a_rattacher integer not null default 0,
  a_inviter integer not null default 0,
  a_completer integer not null default 0,
  inchangees integer not null default 0,
  erreurs integer not null default 0,
  traitees integer not null default 0,
  rattachees integer not null default 0,
  invitees integer not null default 0,
  completees integer not null default 0,
  echouees integer not null default 0,
  habilitations integer not null default 0
);
create index import_auteur on import (auteur, cree_le desc);
create index import_age on import (cree_le);
create unique index import_demande on import (demande) where demande is not null;
comment on table import is 'A spreadsheet of people as it was read, judged line by line before anything is done (UTI-06); kept thirty days.';
comment on column import.id is 'Identifier.';
comment on column import.auteur is 'Who sent it; nobody else reads it.';
comment on column import.nom is 'Name of the file; the file itself is not kept.';
comment on column import.cree_le is 'When it was sent.';
comment on column import.lu_le is 'When it had been read and judged; null: it never was to its end.';
comment on column import.ignorees is 'Columns that are not ours, by their headings.';
comment on column import.demande is 'The demande that carries it out.';
comment on column import.lignes is 'Lines read.';
comment on column import.a_rattacher is 'Lines that would attach somebody known to the author.';
comment on column import.a_inviter is 'Lines that would invite, or attach whoever has an account.';
comment on column import.a_completer is 'Lines that would add profiles to somebody attached.';
comment on column import.inchangees is 'Lines that would change nothing.';
comment on column import.erreurs is 'Lines to mend.';
comment on column import.traitees is 'Lines carried out, whatever came of them.';
comment on column import.rattachees is 'Attachments made.';
comment on column import.invitees is 'Invitations sent.';
comment on column import.completees is 'Lines that added profiles to somebody attached.';
comment on column import.echouees is 'Lines refused at the moment of doing them.';
comment on column import.habilitations is 'Profiles granted.';

create table import_ligne (
  import uuid not null references import on delete cascade,
  rang integer not null,
  cellules text[] not null,
  courriel citext,
  type_identifiant text not null default '',
  identifiant text collate "C",
  code_service text collate "C" not null default '',
  droits smallint[] not null default '{}',
  ensembles text[] not null default '{}',
  fin date,
  lues text[] not null default '{}',
  utilisateur uuid,
  structure uuid,
  service uuid,
  ajouts smallint[] not null default '{}',
  fautes text[] not null default '{}',
  resultat text not null default 'a-juger' constraint import_ligne_resultat check (resultat in ('a-juger', 'a-rattacher', 'a-inviter', 'a-completer', 'inchangee', 'erreur')),
  issue text constraint import_ligne_issue check (issue in ('rattachee', 'invitee', 'completee', 'inchangee', 'echouee')),
  avertie boolean not null default false,
  primary key (import, rang)
) with (fillfactor = 60);
create index import_ligne_erreurs_d_abord on import_ligne (import, (resultat <> 'erreur'), rang);
create index import_ligne_a_faire on import_ligne (import, courriel, rang) where issue is null and resultat in ('a-rattacher', 'a-inviter', 'a-completer');
comment on table import_ligne is 'One line of an import: what was typed, what it means, what is wrong, what came of it.';
comment on column import_ligne.import is 'Its import.';
comment on column import_ligne.rang is 'Its number in the file.';
comment on column import_ligne.cellules is 'Its cells as they were typed, in the order of the model.';
comment on column import_ligne.courriel is 'Address in its normal form.';
comment on column import_ligne.type_identifiant is 'Type of identifier; empty: any.';
comment on column import_ligne.identifiant is 'Identifier of the structure in its normal form.';
comment on column import_ligne.code_service is 'Code of the service; empty: the whole structure.';
comment on column import_ligne.droits is 'Profiles named: ten times the application plus the level.';
comment on column import_ligne.ensembles is 'Sets of profiles named.';
comment on column import_ligne.fin is 'Last day of the profiles.';
comment on column import_ligne.lues is 'Faults that the file alone shows: « code|column|more ».';
comment on column import_ligne.utilisateur is 'Whose verified account bears the address, when last judged.';
comment on column import_ligne.structure is 'Which structure it names, when its author governs there.';
comment on column import_ligne.service is 'Which service it names.';
comment on column import_ligne.ajouts is 'Profiles it would add, as in droits.';
comment on column import_ligne.fautes is 'All that is wrong with it, when last judged.';
comment on column import_ligne.resultat is 'What it would do.';
comment on column import_ligne.issue is 'What came of it; null: not done.';
comment on column import_ligne.avertie is 'The person attached was told.';
