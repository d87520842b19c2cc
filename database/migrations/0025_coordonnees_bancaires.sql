-- Bank details on screen: what a change that waits keeps aside, an index behind each sort of the list, the catalogue.
alter table coordonnee_bancaire_changement alter column cle drop not null, alter column scelle drop not null,
  add column piece_jointe uuid references piece_jointe, add constraint coordonnee_bancaire_changement_cle_et_scelle check ((cle is null) = (scelle is null));
create index coordonnee_bancaire_changement_piece_jointe on coordonnee_bancaire_changement (piece_jointe);
comment on table coordonnee_bancaire_changement is 'What a change that waits brings besides its fields: the new numbers, sealed, the new RIB; gone once it is applied or cancelled.';
comment on column coordonnee_bancaire_changement.cle is 'The data key of the seal; null: the numbers stay.';
comment on column coordonnee_bancaire_changement.scelle is 'IBAN and BBAN, sealed; null: they stay.';
comment on column coordonnee_bancaire_changement.piece_jointe is 'The new RIB; null: it stays.';

alter table brouillon add column cle_donnees integer references cle_donnees, add column scelle bytea, add constraint brouillon_cle_et_scelle check ((cle_donnees is null) = (scelle is null));
create index brouillon_cle_donnees on brouillon (cle_donnees) where cle_donnees is not null;
comment on column brouillon.cle_donnees is 'The data key of the seal; null: nothing is sealed.';
comment on column brouillon.scelle is 'What was typed in the fields that are kept in clear nowhere (account numbers), sealed, bound to the draft.';

drop index coordonnee_bancaire_structure;
create index coordonnee_bancaire_par_nom on coordonnee_bancaire (structure, (plier(nom) collate "C"), id);
create index coordonnee_bancaire_par_statut on coordonnee_bancaire (structure, statut, id);
create index coordonnee_bancaire_par_type on coordonnee_bancaire (structure, type, id);
create index coordonnee_bancaire_par_pays on coordonnee_bancaire (structure, pays, id);
create index coordonnee_bancaire_par_modifie on coordonnee_bancaire (structure, modifie_le, id);

update application_portail set nature = 'ecran', adresse = '/organisation/coordonnees-bancaires/creer' where code = 'creer-une-coordonnee-bancaire';
update application_portail set nature = 'ecran', adresse = '/organisation/coordonnees-bancaires/gerer' where code = 'gerer-coordonnee-bancaire';
