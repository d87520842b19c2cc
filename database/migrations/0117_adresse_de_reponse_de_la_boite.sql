-- The local mailbox keeps where an answer goes, so that one can answer from it.
alter table courriel add column reponse text;
comment on column courriel.reponse is 'Where an answer goes; null: nobody reads what is answered.';
