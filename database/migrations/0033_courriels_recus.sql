-- Answers by mail (TIC-08): what was received, whole, and the address by which each recipient answers a ticket.
create table adresse_reponse (
  empreinte bytea constraint adresse_reponse_cle_primaire primary key constraint adresse_reponse_empreinte check (length(empreinte) = 32),
  ticket bigint not null constraint adresse_reponse_ticket references ticket,
  utilisateur uuid constraint adresse_reponse_utilisateur references utilisateur,
  contact uuid constraint adresse_reponse_contact references contact_verifie,
  cree_le timestamptz not null default maintenant(),
  constraint adresse_reponse_de_quelqu_un check (num_nonnulls(utilisateur, contact) = 1)
);
comment on table adresse_reponse is 'The address by which one recipient of a ticket''s mails answers that ticket: tickets+<token>@domain.';
comment on column adresse_reponse.empreinte is 'SHA-256 of its token, kept nowhere.';
comment on column adresse_reponse.ticket is 'Which ticket.';
comment on column adresse_reponse.utilisateur is 'Whose address it is.';
comment on column adresse_reponse.contact is 'Whose, without an account.';
comment on column adresse_reponse.cree_le is 'First written to.';
create index adresse_reponse_ticket_de on adresse_reponse (ticket);

create table courriel_recu (
  id uuid not null default nouvel_id() constraint courriel_recu_cle_primaire primary key,
  cle bytea not null constraint courriel_recu_cle unique,
  recu_le timestamptz not null default maintenant(),
  enveloppe_de text, enveloppe_a text[] not null default '{}', ip text, helo text,
  de citext, objet text, texte text,
  taille integer not null, source bytea,
  etat text collate "C" not null default 'recu' constraint courriel_recu_etat check (etat in ('recu', 'ajoute', 'cree', 'ecarte')),
  raison text collate "C",
  ticket bigint constraint courriel_recu_ticket references ticket,
  traite_le timestamptz, repondu_le timestamptz,
  constraint courriel_recu_raison check ((etat = 'ecarte') = (raison is not null)),
  constraint courriel_recu_traite check ((etat = 'recu') = (traite_le is null)),
  constraint courriel_recu_d_un_ticket check (etat not in ('ajoute', 'cree') or ticket is not null)
);
comment on table courriel_recu is 'A mail received for tickets: added to one, or set aside for the operator to see.';
comment on column courriel_recu.id is 'Identifier; also the key of the activity that it made.';
comment on column courriel_recu.cle is 'SHA-256 of its Message-ID, or of all of it when it has none: received twice, it is there once.';
comment on column courriel_recu.recu_le is 'When.';
comment on column courriel_recu.enveloppe_de is 'Who the envelope said it came from; null: not known (read in a mailbox).';
comment on column courriel_recu.enveloppe_a is 'To whom the envelope said it goes.';
comment on column courriel_recu.ip is 'Which machine handed it over; null: read in a mailbox.';
comment on column courriel_recu.helo is 'How it called itself.';
comment on column courriel_recu.de is 'Its author''s address, as written: true only if it was added.';
comment on column courriel_recu.objet is 'Its subject.';
comment on column courriel_recu.texte is 'The beginning of its text.';
comment on column courriel_recu.taille is 'Bytes.';
comment on column courriel_recu.source is 'All of it, for a time; its head alone when it was too large.';
comment on column courriel_recu.etat is 'recu: not looked at yet; ajoute: to a ticket; cree: made one; ecarte.';
comment on column courriel_recu.raison is 'Why it was set aside.';
comment on column courriel_recu.ticket is 'Of which ticket, as far as it is known.';
comment on column courriel_recu.traite_le is 'When it was looked at.';
comment on column courriel_recu.repondu_le is 'When its author was told what became of it.';
create index courriel_recu_recent on courriel_recu (recu_le, id);
create index courriel_recu_ecarte on courriel_recu (raison, recu_le, id) where etat = 'ecarte';
create index courriel_recu_etat_recent on courriel_recu (etat, recu_le, id);
create index courriel_recu_de on courriel_recu (de, recu_le);
create index courriel_recu_ticket_de on courriel_recu (ticket) where ticket is not null;
