-- « Pièces-jointes » has its screens.
update application_portail set nature = 'ecran', adresse = '/organisation/pieces-jointes/creer' where code = 'creer-une-piece-jointe';
update application_portail set nature = 'ecran', adresse = '/organisation/pieces-jointes/telecharger' where code = 'telecharger-une-piece-jointe';
update application_portail set nature = 'ecran', adresse = '/organisation/pieces-jointes/supprimer' where code = 'supprimer-une-piece-jointe';

-- The evidence of a recovery is a file like the others: checked by its content, seen by the antivirus, kept in the store.
alter table piece_jointe drop constraint piece_jointe_genre, add constraint piece_jointe_genre check (genre in ('STRUCTURE', 'CB', 'RECUPERATION'));
comment on column piece_jointe.genre is 'STRUCTURE: its own; CB: the proof of a bank account; RECUPERATION: the evidence of who asks to govern it, for the operator alone.';
alter table recuperation drop column piece, drop column piece_nom, drop column piece_type, add column piece_jointe uuid references piece_jointe;
comment on column recuperation.piece_jointe is 'The evidence; null: none was kept.';
create index recuperation_piece on recuperation (piece_jointe) where piece_jointe is not null;
