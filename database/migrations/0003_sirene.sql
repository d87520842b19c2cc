-- The company register: imported stock (40 M establishments, 30 M legal units to design for), answers of the API, progress of imports.

-- Numbers, not text: 8 and 4 bytes instead of 15 and 10, in 70 million rows and their keys. Shown padded to 14 and 9 digits.
create table sirene_etablissement (
  siret bigint primary key,
  date_creation date,
  date_fermeture date,
  est_ouvert boolean not null,
  est_siege boolean not null,
  est_diffusible boolean not null,
  code_postal text collate "C",
  ville text collate "C",
  adresse text collate "C",
  complement text collate "C",
  distribution text collate "C",
  pays_etranger text collate "C",
  libelle text collate "C"
);
comment on table sirene_etablissement is 'Establishments of the imported stock (StockEtablissement, INSEE), only what creating and comparing a structure needs.';
comment on column sirene_etablissement.siret is 'SIRET as a number; its SIREN is siret / 100000.';
comment on column sirene_etablissement.date_creation is 'Creation; the register holds aberrant ones, kept as they are.';
comment on column sirene_etablissement.date_fermeture is 'Beginning of the current closed period; null while open.';
comment on column sirene_etablissement.est_ouvert is 'State A (open) or F (closed) of the current period.';
comment on column sirene_etablissement.est_siege is 'Head office of its legal unit.';
comment on column sirene_etablissement.est_diffusible is 'False: partly withheld at the person''s wish; what is withheld is null here.';
comment on column sirene_etablissement.code_postal is 'Postal code, of the place and not of the cedex.';
comment on column sirene_etablissement.ville is 'Town, of France or abroad.';
comment on column sirene_etablissement.adresse is 'Number, repetition, kind and name of the street, abbreviations written out.';
comment on column sirene_etablissement.complement is 'Complement of the address.';
comment on column sirene_etablissement.distribution is 'Special distribution (BP, CS…).';
comment on column sirene_etablissement.pays_etranger is 'Name of the country for an address abroad; null in France.';
comment on column sirene_etablissement.libelle is 'Sign, or usual name, of the establishment.';

create table sirene_unite_legale (
  siren integer primary key,
  nic_siege integer,
  categorie_juridique smallint,
  est_diffusible boolean not null,
  denomination text collate "C",
  denomination_usuelle text collate "C",
  nom text collate "C",
  prenom text collate "C"
);
comment on table sirene_unite_legale is 'Legal units of the imported stock (StockUniteLegale, INSEE).';
comment on column sirene_unite_legale.siren is 'SIREN as a number.';
comment on column sirene_unite_legale.nic_siege is 'Last five digits of the SIRET of the head office.';
comment on column sirene_unite_legale.categorie_juridique is 'Legal category, four digits.';
comment on column sirene_unite_legale.est_diffusible is 'False: partly withheld at the person''s wish; what is withheld is null here.';
comment on column sirene_unite_legale.denomination is 'Name of a legal entity.';
comment on column sirene_unite_legale.denomination_usuelle is 'Usual name, or acronym.';
comment on column sirene_unite_legale.nom is 'Name in use of an individual.';
comment on column sirene_unite_legale.prenom is 'Given name in use of an individual.';

-- Unlogged: what a crash loses is asked again.
create unlogged table sirene_cache (
  siret bigint primary key,
  reponse jsonb,
  consulte_le timestamptz not null default maintenant(),
  expire_le timestamptz not null
);
create index sirene_cache_expire on sirene_cache (expire_le);
comment on table sirene_cache is 'Answers of the register''s API, for a time (the quota is 30 requests a minute).';
comment on column sirene_cache.siret is 'SIRET as a number.';
comment on column sirene_cache.reponse is 'The answer as the portal uses it; null: unknown to the register.';
comment on column sirene_cache.consulte_le is 'When the register answered.';
comment on column sirene_cache.expire_le is 'Asked again from this time on.';

create table sirene_import (
  id uuid primary key default nouvel_id(),
  empreinte text collate "C" not null constraint sirene_import_empreinte unique,
  fichier text not null,
  genre text not null constraint sirene_import_genre check (genre in ('etablissement', 'unite-legale')),
  position bigint not null default 0,
  lignes bigint not null default 0,
  ignorees bigint not null default 0,
  ligne_fichier bigint not null default 2,
  commence_le timestamptz not null default maintenant(),
  avance_le timestamptz not null default maintenant(),
  termine_le timestamptz
);
comment on table sirene_import is 'Imports of stock files; a batch and its progress are one transaction, so that an interrupted import resumes.';
comment on column sirene_import.id is 'Identifier.';
comment on column sirene_import.empreinte is 'Identity of the file: size, time of modification, hash of its beginning and end.';
comment on column sirene_import.fichier is 'Name of the file, for people.';
comment on column sirene_import.genre is 'etablissement or unite-legale.';
comment on column sirene_import.position is 'Where to resume: bytes of a CSV, rows of a Parquet file.';
comment on column sirene_import.lignes is 'Rows read.';
comment on column sirene_import.ignorees is 'Rows left out because the register gives them no state.';
comment on column sirene_import.ligne_fichier is 'Line of the file at which it resumes, for messages.';
comment on column sirene_import.commence_le is 'First batch.';
comment on column sirene_import.avance_le is 'Last batch.';
comment on column sirene_import.termine_le is 'End; null while incomplete.';

create sequence identifiant_en_cours as integer maxvalue 999999999;
comment on sequence identifiant_en_cours is 'Numbers of the identifiers « en cours d''immatriculation » (STR-02).';

-- Plain SQL and immutable, so that they are inlined in the import's statement.
create function sirene_texte(t text) returns text language sql immutable parallel safe
  return nullif(nullif(btrim(t), ''), '[ND]');
comment on function sirene_texte(text) is 'A text of the register; empty and withheld ([ND]) are null.';

create function sirene_date(t text) returns date language sql immutable parallel safe as $$
  select case when t ~ '^(?!0000)\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])' then
    case when extract(month from make_date(substr(t, 1, 4)::int, substr(t, 6, 2)::int, 1) + substr(t, 9, 2)::int - 1) = substr(t, 6, 2)::int
    then make_date(substr(t, 1, 4)::int, substr(t, 6, 2)::int, 1) + substr(t, 9, 2)::int - 1 end end $$;
comment on function sirene_date(text) is 'A date of the register; null when it is none (30 February).';
