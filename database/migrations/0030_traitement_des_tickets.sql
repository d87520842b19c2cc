-- The recipient's side of tickets (TIC-08): priorities and due dates, followers, who is answering, canned answers, merging, incidents.
create table ticket_priorite (
  code text collate "C" primary key,
  rang smallint not null constraint ticket_priorite_rang unique,
  delai interval not null constraint ticket_priorite_delai check (delai > interval '0')
);
comment on table ticket_priorite is 'Priorities of a ticket, and how long each leaves to answer.';
comment on column ticket_priorite.code is 'Stable code.';
comment on column ticket_priorite.rang is 'Most pressing first.';
comment on column ticket_priorite.delai is 'From when the ticket comes to the recipient until it is due.';
insert into ticket_priorite (code, rang, delai) values ('urgente', 1, interval '4 hours'), ('haute', 2, interval '1 day'), ('normale', 3, interval '3 days'), ('basse', 4, interval '7 days');

alter table ticket
  add column priorite text collate "C" not null default 'normale' constraint ticket_priorite_connue references ticket_priorite,
  add column priorite_rang smallint not null generated always as (case priorite when 'urgente' then 1 when 'haute' then 2 when 'normale' then 3 else 4 end) stored,
  add column recu_le timestamptz not null default maintenant(),
  add column echeance timestamptz,
  add column incident uuid constraint ticket_incident references incident,
  add column fusionne_dans bigint constraint ticket_fusionne_dans references ticket,
  add constraint ticket_fusionne_ferme check (fusionne_dans is null or (statut = 'FERME' and fusionne_dans <> id));
update ticket set recu_le = cree_le;
comment on column ticket.priorite is 'How pressing, as the recipient judges it.';
comment on column ticket.priorite_rang is 'Rank of its priority, to sort by.';
comment on column ticket.recu_le is 'When it last came to its recipient: created, informed, sent back, or transferred.';
comment on column ticket.echeance is 'When the recipient should have answered; null while it is not their turn.';
comment on column ticket.incident is 'The incident that it comes from.';
comment on column ticket.fusionne_dans is 'The ticket that it was merged into.';

-- A due date follows the priority and whose turn it is, whoever moves the ticket.
create function ticket_echeance() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.statut = 'OUVERT' and (old.statut <> 'OUVERT' or old.destinataire is distinct from new.destinataire) then new.recu_le = maintenant(); end if;
  new.echeance = case when new.statut = 'OUVERT' then new.recu_le + (select delai from ticket_priorite where code = new.priorite) end;
  return new;
end $$;
create trigger ticket_echeance before insert or update of statut, priorite, destinataire, recu_le on ticket for each row execute function ticket_echeance();
update ticket set statut = statut;

alter table ticket_activite
  drop constraint ticket_activite_action,
  add constraint ticket_activite_action check (action in ('creer', 'prendre', 'rendre', 'attribuer', 'transferer', 'priorite', 'lier', 'demander', 'fournir', 'resoudre', 'renvoyer', 'accepter', 'fermer', 'note', 'fusionner', 'absorber', 'expirer')),
  drop column interne,
  add column interne boolean not null generated always as (action in ('note', 'priorite', 'absorber')) stored,
  add column chez uuid constraint ticket_activite_chez references structure,
  add column personne uuid constraint ticket_activite_personne references utilisateur,
  add column recu_par uuid constraint ticket_activite_recu_par references structure,
  add column recu_par_service uuid constraint ticket_activite_recu_par_service references service,
  add column priorite text collate "C" constraint ticket_activite_priorite references ticket_priorite,
  add column incident uuid constraint ticket_activite_incident references incident,
  add column autre bigint constraint ticket_activite_autre references ticket,
  add constraint ticket_activite_objet check (case action when 'attribuer' then personne is not null when 'priorite' then priorite is not null when 'fusionner' then autre is not null when 'absorber' then autre is not null else true end);
update ticket_activite a set chez = t.destinataire from ticket t where t.id = a.ticket and a.interne;
comment on column ticket_activite.interne is 'For the recipient''s side alone, and only the recipient it was written at.';
comment on column ticket_activite.chez is 'Of what is internal: at which recipient; null: the support of the portal. Another one that it is transferred to does not read it.';
comment on column ticket_activite.personne is 'To whom it was assigned.';
comment on column ticket_activite.recu_par is 'Transferred to which structure; null: the support of the portal.';
comment on column ticket_activite.recu_par_service is 'Transferred to which service of it.';
comment on column ticket_activite.priorite is 'The new priority.';
comment on column ticket_activite.incident is 'The incident linked; null: no more.';
comment on column ticket_activite.autre is 'The ticket that it was merged into, or that was merged into it.';

create table ticket_abonne (
  ticket bigint not null references ticket,
  utilisateur uuid not null references utilisateur,
  cree_le timestamptz not null default maintenant(),
  primary key (ticket, utilisateur)
);
comment on table ticket_abonne is 'Who follows a ticket on the recipient''s side: told of each step, as long as they may read it.';
comment on column ticket_abonne.ticket is 'Which ticket.';
comment on column ticket_abonne.utilisateur is 'Who.';
comment on column ticket_abonne.cree_le is 'Since when.';
create index ticket_abonne_utilisateur on ticket_abonne (utilisateur, ticket);

create table ticket_presence (
  ticket bigint not null references ticket,
  utilisateur uuid not null references utilisateur,
  jusqua timestamptz not null,
  primary key (ticket, utilisateur)
);
comment on table ticket_presence is 'Who is writing an answer at this moment: said to the others, and no lock.';
comment on column ticket_presence.ticket is 'To which ticket.';
comment on column ticket_presence.utilisateur is 'Who.';
comment on column ticket_presence.jusqua is 'Until when it is believed, unless renewed.';
create index ticket_presence_jusqua on ticket_presence (jusqua);

create table reponse_type (
  id uuid not null default nouvel_id() constraint reponse_type_cle_primaire primary key,
  cle uuid not null,
  structure uuid constraint reponse_type_structure references structure,
  titre text not null constraint reponse_type_titre check (length(titre) between 1 and 100),
  texte text not null constraint reponse_type_texte check (length(texte) between 1 and 4000),
  auteur uuid not null constraint reponse_type_auteur references utilisateur,
  cree_le timestamptz not null default maintenant(),
  modifie_le timestamptz not null default maintenant(),
  constraint reponse_type_cle unique (auteur, cle),
  constraint reponse_type_un_titre unique nulls not distinct (structure, titre)
);
comment on table reponse_type is 'Canned answers of a structure, or of the portal''s support; {numero}, {prenom} and others are filled in the ticket they are used in.';
comment on column reponse_type.id is 'Identifier.';
comment on column reponse_type.cle is 'Key of the form that made it: sent twice, it is one answer.';
comment on column reponse_type.structure is 'Whose; null: the support of the portal.';
comment on column reponse_type.titre is 'How it is chosen.';
comment on column reponse_type.texte is 'What it says.';
comment on column reponse_type.auteur is 'Who wrote it.';
comment on column reponse_type.cree_le is 'Created.';
comment on column reponse_type.modifie_le is 'Last change.';
create index reponse_type_titre_de on reponse_type (structure, (plier(titre) collate "C"), id);
create index reponse_type_modifiee on reponse_type (structure, modifie_le, id);

-- Behind each sort of « Tickets reçus », of those that are still open, of each agent and of each incident.
create index ticket_recus_echeance on ticket (destinataire, (coalesce(echeance, timestamptz '9999-12-31 00:00:00+00')), id) where statut <> 'FERME';
create index ticket_recus_priorite on ticket (destinataire, priorite_rang, id) where statut <> 'FERME';
create index ticket_recus_titre_ouvert on ticket (destinataire, (plier(titre) collate "C"), id) where statut <> 'FERME';
create index ticket_recus_categorie_ouvert on ticket (destinataire, categorie, id) where statut <> 'FERME';
create index ticket_recus_sous_categorie_ouvert on ticket (destinataire, sous_categorie, id) where statut <> 'FERME';
create index ticket_recus_statut_ouvert on ticket (destinataire, statut, id) where statut <> 'FERME';
create index ticket_recus_numero_ouvert on ticket (destinataire, id) where statut <> 'FERME';
create index ticket_agent_ouvert on ticket (agent, id) where statut <> 'FERME';
create index ticket_incident_ouvert on ticket (incident, id) where incident is not null;
create index ticket_fusionnes on ticket (fusionne_dans) where fusionne_dans is not null;
