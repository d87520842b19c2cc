-- Figures of tickets (TIC-09), what people think of a procedure (POR-17), and since when the portal answers.
alter table ticket add column premiere_reponse_le timestamptz;
comment on column ticket.premiere_reponse_le is 'When its recipient first said or moved something that the emitter sees; taking it is not an answer.';

create function ticket_premiere_reponse() returns trigger language plpgsql as $$
begin
  update ticket set premiere_reponse_le = new.le where id = new.ticket and premiere_reponse_le is null;
  return null;
end $$;
create trigger ticket_premiere_reponse after insert on ticket_activite for each row when (new.par = 'destinataire') execute function ticket_premiere_reponse();
update ticket t set premiere_reponse_le = (select min(a.le) from ticket_activite a where a.ticket = t.id and a.par = 'destinataire');

-- Read as they stand: the figures of a period touch no row of the table, only these.
create index ticket_chiffres on ticket (cree_le) include (destinataire, destinataire_service, categorie, premiere_reponse_le, resolu_le, satisfaction);
create index ticket_chiffres_de on ticket (destinataire, cree_le) include (destinataire_service, categorie, premiere_reponse_le, resolu_le, satisfaction);
create index ticket_resolus on ticket (resolu_le) include (destinataire, destinataire_service, categorie) where resolu_le is not null;
create index ticket_resolus_de on ticket (destinataire, resolu_le) include (destinataire_service, categorie) where resolu_le is not null;
create index ticket_satisfaits on ticket (satisfaction_le) include (satisfaction) where satisfaction is not null;

create table avis_demarche (
  demande bigint not null constraint avis_demarche_demande references demande,
  utilisateur uuid not null constraint avis_demarche_utilisateur references utilisateur,
  note smallint not null constraint avis_demarche_note check (note between 1 and 5),
  texte text constraint avis_demarche_texte check (length(texte) between 1 and 1000),
  le timestamptz not null default maintenant(),
  constraint avis_demarche_cle_primaire primary key (demande, utilisateur)
);
comment on table avis_demarche is '« Je donne mon avis » at the end of a procedure: one a procedure and person, which may be changed.';
comment on column avis_demarche.demande is 'On which procedure: the demande that it made.';
comment on column avis_demarche.utilisateur is 'Whose.';
comment on column avis_demarche.note is 'How it went, 1 to 5.';
comment on column avis_demarche.texte is 'What would make it better.';
comment on column avis_demarche.le is 'When it was last said.';
create index avis_demarche_recent on avis_demarche (le) include (note);

create table battement (
  minute timestamptz constraint battement_cle_primaire primary key
);
comment on table battement is 'The minutes in which the portal could write to its database: how available it was (POR-17).';
comment on column battement.minute is 'Beginning of the minute.';
