-- Files on their way, that may be cut and go on (docs/decisions/0021).
create table envoi_en_cours (
  id uuid primary key,
  auteur uuid not null references utilisateur on delete cascade,
  nom text not null constraint envoi_en_cours_nom check (length(nom) between 1 and 50),
  taille bigint not null constraint envoi_en_cours_taille check (taille > 0),
  cree_le timestamptz not null default maintenant()
);
comment on table envoi_en_cours is 'A file that somebody is sending in several times; nobody else''s business, given up after a day.';
comment on column envoi_en_cours.id is 'Identifier: its address, the name of its bytes, and what the envoi will have.';
comment on column envoi_en_cours.auteur is 'Who is sending it; for anybody else it does not exist.';
comment on column envoi_en_cours.nom is 'File name, cleaned.';
comment on column envoi_en_cours.taille is 'Bytes announced.';
comment on column envoi_en_cours.cree_le is 'When it began.';
create index envoi_en_cours_auteur on envoi_en_cours (auteur);
create index envoi_en_cours_ancien on envoi_en_cours (cree_le);
