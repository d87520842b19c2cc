-- How long a first answer takes, told before one writes (SUP-01); worked out every hour, read by one line.
create table ticket_delai (
  id integer generated always as identity constraint ticket_delai_cle_primaire primary key,
  destinataire uuid constraint ticket_delai_destinataire references structure,
  nombre integer not null constraint ticket_delai_nombre check (nombre > 0),
  mediane interval not null,
  presque interval not null,
  calcule_le timestamptz not null default maintenant(),
  constraint ticket_delai_un_par_destinataire unique nulls not distinct (destinataire)
);
comment on table ticket_delai is 'How long the first answers of the last thirty days took, for each recipient that gave enough of them.';
comment on column ticket_delai.id is 'Identifier.';
comment on column ticket_delai.destinataire is 'Which recipient; null: the support of the portal.';
comment on column ticket_delai.nombre is 'How many answers this says something of.';
comment on column ticket_delai.mediane is 'Half of them came sooner.';
comment on column ticket_delai.presque is 'Nine in ten came sooner.';
comment on column ticket_delai.calcule_le is 'When this was worked out.';
