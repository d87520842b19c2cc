-- Tickets written without an account (SUP-01), their attachments from both sides (TIC-04), what the emitter thought of the answer (TIC-08).
create table contact_verifie (
  id uuid not null default nouvel_id() constraint contact_verifie_cle_primaire primary key,
  adresse citext not null constraint contact_verifie_adresse unique constraint contact_verifie_adresse_longueur check (length(adresse) <= 254),
  nom text constraint contact_verifie_nom check (length(nom) between 1 and 100),
  langue text not null default 'fr' constraint contact_verifie_langue check (langue in ('fr', 'en')),
  verifie_le timestamptz not null default maintenant()
);
comment on table contact_verifie is 'Somebody without an account (or who cannot sign in) whose address has answered: they write tickets and follow them by a link.';
comment on column contact_verifie.id is 'Identifier.';
comment on column contact_verifie.adresse is 'The address that answered; the only one they are ever written to.';
comment on column contact_verifie.nom is 'The name they gave; null: none.';
comment on column contact_verifie.langue is 'Language of their mails.';
comment on column contact_verifie.verifie_le is 'When the address last answered.';

alter table lien drop constraint lien_genre, add constraint lien_genre check (genre in ('activation', 'mot-de-passe', 'adresse-connexion', 'adresse-contact', 'support'));

alter table ticket alter column auteur drop not null,
  add column contact uuid constraint ticket_contact references contact_verifie,
  add column satisfaction smallint constraint ticket_satisfaction check (satisfaction between 1 and 5),
  add column satisfaction_texte text constraint ticket_satisfaction_texte check (length(satisfaction_texte) between 1 and 1000),
  add column satisfaction_le timestamptz,
  add constraint ticket_auteur_ou_contact check (num_nonnulls(auteur, contact) = 1),
  add constraint ticket_contact_sans_structure check (contact is null or (structure is null and service is null)),
  add constraint ticket_satisfaction_entiere check ((satisfaction is null) = (satisfaction_le is null) and (satisfaction is not null or satisfaction_texte is null)),
  add constraint ticket_cle_contact unique (contact, cle);
comment on column ticket.auteur is 'Who wrote it; null: somebody without an account.';
comment on column ticket.contact is 'Who wrote it, without an account.';
comment on column ticket.satisfaction is 'What the emitter thought of the answer, 1 to 5; null: not said.';
comment on column ticket.satisfaction_texte is 'And why.';
comment on column ticket.satisfaction_le is 'When it was last said.';
create index ticket_contact_cree on ticket (contact, cree_le desc, id) where contact is not null;

create table ticket_suivi (
  id uuid not null default nouvel_id() constraint ticket_suivi_cle_primaire primary key,
  ticket bigint not null constraint ticket_suivi_ticket references ticket,
  contact uuid not null constraint ticket_suivi_contact references contact_verifie,
  expire_le timestamptz not null,
  revoque_le timestamptz,
  cree_le timestamptz not null default maintenant()
);
comment on table ticket_suivi is 'The signed page by which somebody without an account follows one ticket: its address bears this id and a keyed hash of it, kept nowhere.';
comment on column ticket_suivi.id is 'Identifier.';
comment on column ticket_suivi.ticket is 'Which ticket.';
comment on column ticket_suivi.contact is 'Whose page.';
comment on column ticket_suivi.expire_le is 'Not valid from this time on.';
comment on column ticket_suivi.revoque_le is 'Closed by its holder before that.';
comment on column ticket_suivi.cree_le is 'When.';
create unique index ticket_suivi_ouvert on ticket_suivi (ticket, contact) where revoque_le is null;
create index ticket_suivi_contact_de on ticket_suivi (contact);

create table ticket_fichier (
  id uuid not null default nouvel_id() constraint ticket_fichier_cle_primaire primary key,
  ticket bigint not null constraint ticket_fichier_ticket references ticket,
  activite bigint not null constraint ticket_fichier_activite references ticket_activite,
  fichier bytea constraint ticket_fichier_fichier references fichier,
  nom text not null constraint ticket_fichier_nom check (length(nom) between 1 and 50),
  retire_le timestamptz,
  constraint ticket_fichier_contenu check (fichier is not null or retire_le is not null)
);
comment on table ticket_fichier is 'A file that came with an activity of a ticket, from either side; a note''s files are read by the recipient''s side alone.';
comment on column ticket_fichier.id is 'Identifier, by which it is downloaded.';
comment on column ticket_fichier.ticket is 'Of which ticket.';
comment on column ticket_fichier.activite is 'With which activity.';
comment on column ticket_fichier.fichier is 'Its content; null: taken away by the antivirus.';
comment on column ticket_fichier.nom is 'File name, cleaned.';
comment on column ticket_fichier.retire_le is 'When its content was taken away.';
create index ticket_fichier_du_ticket on ticket_fichier (ticket, id);
create index ticket_fichier_activite_de on ticket_fichier (activite);
create index ticket_fichier_contenu_de on ticket_fichier (fichier) where fichier is not null;

-- A file may be sent by somebody without an account, and kept with a draft for as long as the draft.
alter table envoi alter column auteur drop not null,
  add column contact uuid constraint envoi_contact references contact_verifie on delete cascade,
  add column brouillon uuid constraint envoi_brouillon references brouillon on delete cascade,
  add constraint envoi_auteur_ou_contact check (num_nonnulls(auteur, contact) = 1);
comment on column envoi.auteur is 'Who sent it; null: somebody without an account.';
comment on column envoi.contact is 'Who sent it, without an account.';
comment on column envoi.brouillon is 'The draft that it waits with; kept as long as that.';
create index envoi_contact_de on envoi (contact) where contact is not null;
create index envoi_brouillon_de on envoi (brouillon) where brouillon is not null;
