-- Single-key shortcuts can be switched off (POR-14, WCAG 2.1.4); the assistant's conversation is kept for a time (ASS-01).
alter table utilisateur add column raccourcis boolean not null default true;
comment on column utilisateur.raccourcis is 'Single-key shortcuts (« / », « ? ») work for them.';

create table conversation_assistant (
  id uuid not null default nouvel_id() constraint conversation_assistant_cle_primaire primary key,
  utilisateur uuid constraint conversation_assistant_utilisateur references utilisateur on delete cascade constraint conversation_assistant_une unique,
  jeton bytea constraint conversation_assistant_jeton unique,
  echanges jsonb not null default '[]' constraint conversation_assistant_echanges check (jsonb_typeof(echanges) = 'array' and jsonb_array_length(echanges) <= 30),
  modifie_le timestamptz not null default maintenant(),
  constraint conversation_assistant_a_quelqu_un check (num_nonnulls(utilisateur, jeton) = 1)
);
create index conversation_assistant_age on conversation_assistant (modifie_le);
comment on table conversation_assistant is 'What one has asked the assistant and what it answered: read by its owner alone, forgotten a day after the last question.';
comment on column conversation_assistant.id is 'Identifier.';
comment on column conversation_assistant.utilisateur is 'Whose it is; null: a visitor''s.';
comment on column conversation_assistant.jeton is 'SHA-256 of the visitor''s cookie.';
comment on column conversation_assistant.echanges is 'The last exchanges in order, each with the key of its form.';
comment on column conversation_assistant.modifie_le is 'Last question.';
