-- Tickets (TIC-01…05, TIC-08): a request for help, its exchange, and the only ways its state may move.
create table ticket_categorie (
  code text primary key constraint ticket_categorie_code check (code ~ '^[a-z-]+$'),
  nom text not null, nom_en text not null,
  active boolean not null default true
);
comment on table ticket_categorie is '« Catégorie » of a ticket: an editable code list.';
comment on column ticket_categorie.code is 'Stable code; its order is that of the lists.';
comment on column ticket_categorie.nom is 'In French.';
comment on column ticket_categorie.nom_en is 'In English.';
comment on column ticket_categorie.active is 'Offered to new tickets.';

create table ticket_sous_categorie (
  code text primary key constraint ticket_sous_categorie_code check (code ~ '^[a-z-]+$'),
  categorie text not null references ticket_categorie,
  nom text not null, nom_en text not null,
  avec_objet boolean not null default false,
  active boolean not null default true,
  metier boolean not null generated always as (nom like 'M - %') stored,
  constraint ticket_sous_categorie_de_categorie unique (categorie, code)
);
comment on table ticket_sous_categorie is '« Sous-catégorie » of a ticket: an editable code list.';
comment on column ticket_sous_categorie.code is 'Stable code.';
comment on column ticket_sous_categorie.categorie is 'Of which category.';
comment on column ticket_sous_categorie.nom is 'In French; « M - » first: it goes to a business recipient.';
comment on column ticket_sous_categorie.nom_en is 'In English.';
comment on column ticket_sous_categorie.avec_objet is 'About an object, whose kind and number are then asked for.';
comment on column ticket_sous_categorie.active is 'Offered to new tickets.';
comment on column ticket_sous_categorie.metier is 'To a business recipient; otherwise to the support of the portal.';

create table ticket_transition (
  de text not null, vers text not null, par text not null,
  primary key (de, vers, par),
  constraint ticket_transition_de check (de in ('OUVERT', 'EN_ATTENTE', 'RESOLU')),
  constraint ticket_transition_vers check (vers in ('OUVERT', 'EN_ATTENTE', 'RESOLU', 'FERME') and vers <> de),
  constraint ticket_transition_par check (par in ('emetteur', 'destinataire', 'delai', 'fusion'))
);
comment on table ticket_transition is 'Every move of a ticket from one state to another, and who may make it (TIC-05): no other exists.';
comment on column ticket_transition.de is 'From.';
comment on column ticket_transition.vers is 'To.';
comment on column ticket_transition.par is 'emetteur, destinataire; delai: time without an answer; fusion: merged with another by the recipient.';
insert into ticket_transition (de, vers, par) values
  ('OUVERT', 'EN_ATTENTE', 'destinataire'), ('EN_ATTENTE', 'OUVERT', 'emetteur'), ('OUVERT', 'RESOLU', 'destinataire'), ('EN_ATTENTE', 'RESOLU', 'destinataire'),
  ('RESOLU', 'OUVERT', 'emetteur'), ('OUVERT', 'FERME', 'emetteur'), ('EN_ATTENTE', 'FERME', 'emetteur'), ('RESOLU', 'FERME', 'emetteur'), ('RESOLU', 'FERME', 'delai'),
  ('OUVERT', 'FERME', 'fusion'), ('EN_ATTENTE', 'FERME', 'fusion'), ('RESOLU', 'FERME', 'fusion');

create table ticket (
  id bigint generated always as identity primary key,
  numero text collate "C" not null generated always as ('CPROCS' || lpad(id::text, greatest(7, length(id::text)), '0')) stored constraint ticket_numero unique,
  cle uuid not null,
  auteur uuid not null references utilisateur,
  structure uuid references structure,
  service uuid references service,
  courriel text not null constraint ticket_courriel check (length(courriel) <= 254),
  telephone text constraint ticket_telephone check (length(telephone) <= 30),
  categorie text collate "C" not null,
  sous_categorie text collate "C" not null,
  type_objet text constraint ticket_type_objet check (type_objet in ('FACTURE', 'DEMANDE_REMBOURSEMENT', 'ENGAGEMENT', 'MANDAT', 'RACCORDEMENT')),
  numero_objet text constraint ticket_numero_objet check (length(numero_objet) between 1 and 100),
  destinataire uuid references structure,
  destinataire_service uuid references service,
  titre text not null constraint ticket_titre check (length(titre) between 1 and 200),
  description text not null constraint ticket_description check (length(description) between 1 and 4000),
  statut text collate "C" not null default 'OUVERT' constraint ticket_statut check (statut in ('OUVERT', 'EN_ATTENTE', 'RESOLU', 'FERME')),
  agent uuid references utilisateur,
  cree_le timestamptz not null default maintenant(),
  modifie_le timestamptz not null default maintenant(),
  resolu_le timestamptz,
  constraint ticket_cle unique (auteur, cle),
  constraint ticket_sous_categorie foreign key (categorie, sous_categorie) references ticket_sous_categorie (categorie, code),
  constraint ticket_objet check ((type_objet is null) = (numero_objet is null)),
  constraint ticket_resolu_le check ((statut = 'RESOLU') <= (resolu_le is not null))
);
comment on table ticket is 'A request for help (TIC-04).';
comment on column ticket.id is 'Identifier.';
comment on column ticket.numero is 'The number people read: CPROCS0048685.';
comment on column ticket.cle is 'Key of the form that made it: sent twice, it is one ticket.';
comment on column ticket.auteur is 'Who wrote it.';
comment on column ticket.structure is 'For which structure; null: for oneself.';
comment on column ticket.service is 'For which service of it.';
comment on column ticket.courriel is 'Where the contact is written to.';
comment on column ticket.telephone is 'Where the contact is called.';
comment on column ticket.categorie is 'Category.';
comment on column ticket.sous_categorie is 'Sub-category, of that category.';
comment on column ticket.type_objet is 'Kind of object that it is about.';
comment on column ticket.numero_objet is 'Number of that object.';
comment on column ticket.destinataire is 'Which public entity answers; null: the support of the portal.';
comment on column ticket.destinataire_service is 'Which service of it.';
comment on column ticket.titre is '« Titre / Résumé ».';
comment on column ticket.description is '« Description longue ».';
comment on column ticket.statut is 'State; moves only as ticket_transition says.';
comment on column ticket.agent is 'Who has taken it on the recipient''s side.';
comment on column ticket.cree_le is 'Created.';
comment on column ticket.modifie_le is 'Last change.';
comment on column ticket.resolu_le is 'Last answered.';

create table ticket_activite (
  id bigint generated always as identity primary key,
  ticket bigint not null references ticket,
  cle uuid,
  le timestamptz not null default maintenant(),
  auteur uuid references utilisateur,
  cote text not null constraint ticket_activite_cote check (cote in ('emetteur', 'destinataire', 'portail')),
  action text not null constraint ticket_activite_action check (action in ('creer', 'prendre', 'rendre', 'demander', 'fournir', 'resoudre', 'renvoyer', 'accepter', 'fermer', 'note', 'expirer')),
  interne boolean not null generated always as (action = 'note') stored,
  texte text constraint ticket_activite_texte check (length(texte) between 1 and 4000),
  de text, vers text, par text,
  constraint ticket_activite_cle unique (ticket, cle),
  constraint ticket_activite_transition foreign key (de, vers, par) references ticket_transition,
  constraint ticket_activite_entiere check (num_nulls(de, vers, par) in (0, 3))
);
comment on table ticket_activite is 'What was done and said on a ticket, in time order.';
comment on column ticket_activite.id is 'Identifier, in order.';
comment on column ticket_activite.ticket is 'On which.';
comment on column ticket_activite.cle is 'Key of the form: sent twice, done once.';
comment on column ticket_activite.le is 'When.';
comment on column ticket_activite.auteur is 'Who; null: the portal by itself.';
comment on column ticket_activite.cote is 'On whose behalf.';
comment on column ticket_activite.action is 'What was done.';
comment on column ticket_activite.interne is 'A note for the recipient''s side alone.';
comment on column ticket_activite.texte is 'What was said.';
comment on column ticket_activite.de is 'State before, when it moved.';
comment on column ticket_activite.vers is 'State after.';
comment on column ticket_activite.par is 'By right of whom.';
create index ticket_activite_ticket on ticket_activite (ticket, id);

create function ticket_transition_permise() returns trigger language plpgsql as $$
begin
  if not exists (select from ticket_transition where de = old.statut and vers = new.statut) then
    raise exception 'no move from % to %', old.statut, new.statut using errcode = '23514', constraint = 'ticket_transition_permise';
  end if;
  return new;
end $$;
create trigger ticket_transition_permise before update of statut on ticket for each row when (old.statut <> new.statut) execute function ticket_transition_permise();

-- Behind each sort of « Tickets émis », of « Tickets reçus », and of the portal's own queue.
create index ticket_emis_cree on ticket (structure, cree_le, id);
create index ticket_emis_titre on ticket (structure, (plier(titre) collate "C"), id);
create index ticket_emis_categorie on ticket (structure, categorie, id);
create index ticket_emis_sous_categorie on ticket (structure, sous_categorie, id);
create index ticket_emis_statut on ticket (structure, statut, id);
create index ticket_emis_numero on ticket (structure, id);
create index ticket_auteur on ticket (auteur, cree_le, id);
create index ticket_recus_cree on ticket (destinataire, cree_le, id) where statut <> 'FERME';
create index ticket_recus_tous on ticket (destinataire, cree_le, id);
create index ticket_recus_titre on ticket (destinataire, (plier(titre) collate "C"), id);
create index ticket_recus_categorie on ticket (destinataire, categorie, id);
create index ticket_recus_sous_categorie on ticket (destinataire, sous_categorie, id);
create index ticket_recus_statut on ticket (destinataire, statut, id);
create index ticket_recus_numero on ticket (destinataire, id);
create index ticket_resolu on ticket (resolu_le) where statut = 'RESOLU';

insert into ticket_categorie (code, nom, nom_en) values
  ('annuaire-et-structures', 'Annuaire et structures', 'Directory and structures'),
  ('compte-et-connexion', 'Compte et connexion', 'Account and sign-in'),
  ('factures-de-travaux', 'Factures de travaux', 'Works invoices'),
  ('factures-emises', 'Factures émises', 'Invoices issued'),
  ('question-generale', 'Question générale', 'General question'),
  ('raccordements', 'Raccordements', 'Connections'),
  ('remboursements', 'Demandes de remboursement', 'Refund requests');
insert into ticket_sous_categorie (code, categorie, nom, nom_en, avec_objet) values
  ('structure-a-creer', 'annuaire-et-structures', 'Entité publique à créer', 'Public entity to create', false),
  ('structure-a-corriger', 'annuaire-et-structures', 'Structure à corriger', 'Structure to correct', false),
  ('activation', 'compte-et-connexion', 'Activation du compte', 'Account activation', false),
  ('connexion-impossible', 'compte-et-connexion', 'Connexion impossible', 'Cannot sign in', false),
  ('habilitations', 'compte-et-connexion', 'Habilitations', 'Entitlements', false),
  ('travaux-question', 'factures-de-travaux', 'M - Question pour le destinataire', 'M - Question for the recipient', true),
  ('travaux-technique', 'factures-de-travaux', 'Difficulté technique', 'Technical difficulty', false),
  ('facture-question', 'factures-emises', 'M - Question pour le destinataire', 'M - Question for the recipient', true),
  ('facture-rejetee', 'factures-emises', 'M - Question sur une facture rejetée', 'M - Question about a rejected invoice', true),
  ('facture-technique', 'factures-emises', 'Difficulté technique', 'Technical difficulty', false),
  ('generale-destinataire', 'question-generale', 'M - Question à une entité publique', 'M - Question to a public entity', false),
  ('generale-portail', 'question-generale', 'Question sur le portail', 'Question about the portal', false),
  ('raccordement-api', 'raccordements', 'Raccordement API', 'API connection', false),
  ('raccordement-edi', 'raccordements', 'Raccordement EDI', 'EDI connection', false),
  ('remboursement-question', 'remboursements', 'M - Question sur une demande', 'M - Question about a request', true),
  ('remboursement-technique', 'remboursements', 'Difficulté technique', 'Technical difficulty', false);
