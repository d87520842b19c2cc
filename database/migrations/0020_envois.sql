-- Files sent and not attached yet; content that goes when nothing points to it any more.
create table envoi (
  id uuid primary key default nouvel_id(),
  auteur uuid not null references utilisateur on delete cascade,
  fichier bytea not null references fichier,
  nom text not null constraint envoi_nom check (length(nom) between 1 and 50),
  cree_le timestamptz not null default maintenant()
);
comment on table envoi is 'A file that somebody sent and has not attached to anything yet; nobody else''s business, kept a day.';
comment on column envoi.id is 'Identifier, by which a form names it.';
comment on column envoi.auteur is 'Who sent it.';
comment on column envoi.fichier is 'Its content.';
comment on column envoi.nom is 'File name, cleaned.';
comment on column envoi.cree_le is 'When.';
create index envoi_auteur on envoi (auteur, cree_le);
create index envoi_fichier on envoi (fichier);
create index envoi_ancien on envoi (cree_le);
create index fichier_en_attente on fichier (cree_le) where controle = 'en-attente';

-- What was removed no longer holds its content.
alter table piece_jointe alter column fichier drop not null, add constraint piece_jointe_contenu check (fichier is not null or supprimee_le is not null);
drop index piece_jointe_fichier;
create index piece_jointe_fichier on piece_jointe (fichier) where fichier is not null;
-- Behind the sorts of the list.
create index piece_jointe_par_nom on piece_jointe (structure, genre, (plier(nom) collate "C"), id) where supprimee_le is null;
create index piece_jointe_par_designation on piece_jointe (structure, genre, (plier(designation) collate "C"), id) where supprimee_le is null;
