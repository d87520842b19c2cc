-- Bank details (BAN): account numbers are sealed, each to its row; see docs/decisions/0017-coordonnees-bancaires.md.
create table cle_donnees (
  id integer generated always as identity primary key,
  enveloppe bytea not null,
  est_courante boolean not null default true,
  cree_le timestamptz not null default maintenant()
);
create unique index cle_donnees_courante on cle_donnees (est_courante) where est_courante;
comment on table cle_donnees is 'Keys of sealed data, each wrapped by a key derived from SECRET_KEY.';
comment on column cle_donnees.id is 'Number, bound to the wrapping.';
comment on column cle_donnees.enveloppe is 'The key, wrapped.';
comment on column cle_donnees.est_courante is 'The one that seals; the others only open.';
comment on column cle_donnees.cree_le is 'When it was made.';

create table coordonnee_bancaire (
  id uuid primary key default nouvel_id(),
  structure uuid not null references structure,
  type text not null constraint coordonnee_bancaire_type check (type in ('IBAN', 'BBAN', 'AUTRE')),
  nom text not null constraint coordonnee_bancaire_nom check (length(nom) between 1 and 100),
  pays text not null constraint coordonnee_bancaire_pays check (pays ~ '^[A-Z]{2}$'),
  bic text,
  affactureur boolean not null default false,
  designation_affactureur text,
  identifiant_affactureur text,
  cle integer not null references cle_donnees,
  scelle bytea not null,
  fin text not null default '' constraint coordonnee_bancaire_fin check (length(fin) <= 3),
  a_iban boolean not null,
  statut text not null default 'ACTIVE' constraint coordonnee_bancaire_statut check (statut in ('ACTIVE', 'INACTIVE')),
  piece_jointe uuid references piece_jointe,
  version integer not null default 1,
  cree_le timestamptz not null default maintenant(),
  modifie_le timestamptz not null default maintenant(),
  constraint coordonnee_bancaire_affactureur check (not affactureur or (designation_affactureur is not null and identifiant_affactureur is not null))
);
create index coordonnee_bancaire_structure on coordonnee_bancaire (structure, nom, id);
create index coordonnee_bancaire_cle on coordonnee_bancaire (cle);
create index coordonnee_bancaire_piece_jointe on coordonnee_bancaire (piece_jointe);
comment on table coordonnee_bancaire is 'A structure''s bank account (BAN-01); its numbers are sealed.';
comment on column coordonnee_bancaire.id is 'Identifier; the seal is bound to it.';
comment on column coordonnee_bancaire.structure is 'Whose.';
comment on column coordonnee_bancaire.type is 'IBAN, BBAN (RIB) or AUTRE.';
comment on column coordonnee_bancaire.nom is 'What a depositor sees in the list.';
comment on column coordonnee_bancaire.pays is 'Country of the account, ISO 3166.';
comment on column coordonnee_bancaire.bic is 'BIC or SWIFT: names a bank, not an account.';
comment on column coordonnee_bancaire.affactureur is 'The account is a factor''s.';
comment on column coordonnee_bancaire.designation_affactureur is 'The factor''s name.';
comment on column coordonnee_bancaire.identifiant_affactureur is 'The factor''s identifier.';
comment on column coordonnee_bancaire.cle is 'The data key of the seal.';
comment on column coordonnee_bancaire.scelle is 'IBAN and BBAN, sealed (AES-256-GCM).';
comment on column coordonnee_bancaire.fin is 'Last three characters, all that is ever shown without proof; empty when the number is short.';
comment on column coordonnee_bancaire.a_iban is 'An IBAN was given.';
comment on column coordonnee_bancaire.statut is 'ACTIVE or INACTIVE.';
comment on column coordonnee_bancaire.piece_jointe is 'The RIB.';
comment on column coordonnee_bancaire.version is 'Moves with every change and every programmed change.';
comment on column coordonnee_bancaire.cree_le is 'When.';
comment on column coordonnee_bancaire.modifie_le is 'Last change in force.';

create table coordonnee_bancaire_changement (
  demande bigint primary key references demande,
  cle integer not null references cle_donnees,
  scelle bytea not null
);
create index coordonnee_bancaire_changement_cle on coordonnee_bancaire_changement (cle);
comment on table coordonnee_bancaire_changement is 'The new numbers of a change that waits, sealed; gone once it is applied or cancelled.';
comment on column coordonnee_bancaire_changement.demande is 'Which change; the seal is bound to it.';
comment on column coordonnee_bancaire_changement.cle is 'The data key of the seal.';
comment on column coordonnee_bancaire_changement.scelle is 'IBAN and BBAN, sealed.';
