-- Live chat: a conversation handed over to another agent, with a note for them alone; files from both sides; the pace judged by what is committed.
alter table conversation_message
  drop constraint conversation_message_evenement,
  add constraint conversation_message_evenement check (evenement in ('file', 'prise', 'rendue', 'transmise', 'coupure', 'ticket', 'fin')),
  add column fichiers smallint not null default 0 constraint conversation_message_fichiers check (fichiers between 0 and 20),
  drop constraint conversation_message_dit,
  add constraint conversation_message_dit check (case when evenement is null then texte is not null or fichiers > 0 else texte is null and fichiers = 0 end);
comment on column conversation_message.evenement is 'What happened: file, prise, rendue, transmise, coupure, ticket, fin; null: it is a message.';
comment on column conversation_message.donnees is 'Of what happened: the length of a cut, the number of a ticket, to whom it was handed over.';
comment on column conversation_message.fichiers is 'How many files came with it.';

create table conversation_note (
  id uuid not null default nouvel_id() constraint conversation_note_cle_primaire primary key,
  conversation uuid not null constraint conversation_note_conversation references conversation on delete cascade,
  auteur uuid not null constraint conversation_note_auteur references utilisateur,
  texte text not null constraint conversation_note_texte check (length(texte) between 1 and 1000),
  le timestamptz not null default maintenant()
);
comment on table conversation_note is 'What an agent tells the next one when handing a conversation over (TCH-02): read by whoever holds it, never by whoever asked.';
comment on column conversation_note.id is 'Identifier, in the order they were written.';
comment on column conversation_note.conversation is 'Of which conversation.';
comment on column conversation_note.auteur is 'The agent who handed it over.';
comment on column conversation_note.texte is 'What they say.';
comment on column conversation_note.le is 'When.';
create index conversation_note_de on conversation_note (conversation, id);

create table conversation_fichier (
  id uuid not null default nouvel_id() constraint conversation_fichier_cle_primaire primary key,
  conversation uuid not null,
  rang int not null,
  fichier bytea constraint conversation_fichier_fichier references fichier,
  nom text not null constraint conversation_fichier_nom check (length(nom) between 1 and 50),
  retire_le timestamptz,
  constraint conversation_fichier_message foreign key (conversation, rang) references conversation_message on delete cascade,
  constraint conversation_fichier_contenu check (fichier is not null or retire_le is not null)
);
comment on table conversation_fichier is 'Files that came with a message of a conversation (TCH-01).';
comment on column conversation_fichier.id is 'Identifier, in the order of the message.';
comment on column conversation_fichier.conversation is 'Of which conversation.';
comment on column conversation_fichier.rang is 'Of which of its messages.';
comment on column conversation_fichier.fichier is 'Its content; null once it was found infected.';
comment on column conversation_fichier.nom is 'The name it bears.';
comment on column conversation_fichier.retire_le is 'When its content was taken away.';
create index conversation_fichier_du_message on conversation_fichier (conversation, rang, id);
create index conversation_fichier_contenu_de on conversation_fichier (fichier) where fichier is not null;

-- Volatile, so that it reads what others have committed since the statement began: called once the row of the conversation is locked.
create function conversation_accepte(la_conversation uuid, la_cle uuid, le_cote text, le_dernier int, au_plus int) returns boolean language plpgsql volatile as $$
begin
  return not exists (select from conversation_message m where m.conversation = la_conversation and m.cle = la_cle)
    and (select count(*) from conversation_message m where m.conversation = la_conversation and m.rang > le_dernier - 2 * au_plus and m.cote = le_cote and m.le > maintenant() - interval '10 seconds') < au_plus;
end $$;
comment on function conversation_accepte(uuid, uuid, text, int, int) is 'This message is not there yet, and its side has not said too much in ten seconds.';
