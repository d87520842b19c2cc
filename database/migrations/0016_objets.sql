-- What a structure owns: services, files. Each has a version of its own; a demande says which one it changes.
alter table demande add column objet uuid;
comment on column demande.objet is 'The service, bank account or file that it makes or changes; its structure is beside.';
create index demande_objet on demande (objet, id desc) where objet is not null;
create index journal_objet on journal (chaine, (contenu->>'objet'), rang desc) where contenu ? 'objet';
alter table brouillon add column objet uuid;
comment on column brouillon.objet is 'About which object of the structure.';

alter table service add column adresse_electronique text, add column telephone text,
  add column adresse text, add column complement_adresse1 text, add column complement_adresse2 text, add column code_postal text, add column ville text, add column pays text,
  add column numero_engagement_obligatoire boolean not null default false, add column mise_en_paiement boolean not null default false,
  add column version integer not null default 1, add column modifie_le timestamptz not null default clock_timestamp(),
  add constraint service_pays check (pays ~ '^[A-Z]{2}$'),
  add constraint service_code check (code = btrim(code) and length(code) between 1 and 100),
  add constraint service_validite check (debut_validite <= fin_validite),
  -- It is how invoices between public entities travel (SER-01).
  add constraint service_reserve_toujours_actif check (code <> 'FACTURES_PUBLIQUES' or statut = 'ACTIF');
comment on column service.adresse_electronique is 'Contact address; null: the structure''s.';
comment on column service.telephone is 'Contact telephone; null: the structure''s.';
comment on column service.adresse is 'Street line; null with the rest of the address: the structure''s.';
comment on column service.complement_adresse1 is 'First complement.';
comment on column service.complement_adresse2 is 'Second complement.';
comment on column service.code_postal is 'Postal code.';
comment on column service.ville is 'Town.';
comment on column service.pays is 'Country, ISO 3166 two letters.';
comment on column service.numero_engagement_obligatoire is 'Public: a commitment number is required of suppliers.';
comment on column service.mise_en_paiement is 'Public: payment status is reported back.';
comment on column service.version is 'Moves with every change and every programmed change; a stale one is refused (412).';
comment on column service.modifie_le is 'Last change in force.';

create table fichier (
  empreinte bytea primary key,
  taille bigint not null,
  type text not null,
  controle text not null default 'en-attente' constraint fichier_controle check (controle in ('en-attente', 'sain', 'infecte')),
  controle_le timestamptz,
  cree_le timestamptz not null default maintenant(),
  constraint fichier_taille check (taille > 0), constraint fichier_empreinte check (length(empreinte) = 32)
);
comment on table fichier is 'Contents kept, once each, under their hash; who may read one is said by what points to it.';
comment on column fichier.empreinte is 'SHA-256 of the bytes, and their name in the store.';
comment on column fichier.taille is 'Bytes.';
comment on column fichier.type is 'Content type, found from the content.';
comment on column fichier.controle is 'en-attente: the antivirus has not seen it yet, not downloadable; sain; infecte.';
comment on column fichier.controle_le is 'When the antivirus answered.';
comment on column fichier.cree_le is 'First kept.';

create table piece_jointe (
  id uuid primary key default nouvel_id(),
  structure uuid not null references structure,
  genre text not null default 'STRUCTURE' constraint piece_jointe_genre check (genre in ('STRUCTURE', 'CB')),
  fichier bytea not null references fichier,
  nom text not null constraint piece_jointe_nom check (length(nom) between 1 and 50),
  designation text not null default '' constraint piece_jointe_designation check (length(designation) <= 200),
  auteur uuid not null references utilisateur,
  version integer not null default 1,
  cree_le timestamptz not null default maintenant(),
  modifie_le timestamptz not null default maintenant(),
  supprimee_le timestamptz
);
comment on table piece_jointe is 'A file attached to a structure (PJ-01), or to one of its bank accounts.';
comment on column piece_jointe.id is 'Identifier.';
comment on column piece_jointe.structure is 'Whose.';
comment on column piece_jointe.genre is 'STRUCTURE: its own; CB: the proof of a bank account.';
comment on column piece_jointe.fichier is 'Its content.';
comment on column piece_jointe.nom is 'File name, cleaned, with the extension of its content.';
comment on column piece_jointe.designation is 'What it is, in the words of who sent it.';
comment on column piece_jointe.auteur is 'Who sent it.';
comment on column piece_jointe.version is 'Moves with every change.';
comment on column piece_jointe.cree_le is 'When.';
comment on column piece_jointe.modifie_le is 'Last change.';
comment on column piece_jointe.supprimee_le is 'Removed at; its content goes with the last that points to it.';
create index piece_jointe_structure on piece_jointe (structure, genre, cree_le desc, id) where supprimee_le is null;
create index piece_jointe_fichier on piece_jointe (fichier) where supprimee_le is null;
create index piece_jointe_supprimee on piece_jointe (supprimee_le) where supprimee_le is not null;
