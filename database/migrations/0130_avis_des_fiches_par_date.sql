-- What readers say of the sheets is read one by one, the latest first (COM-01).
create index avis_fiche_recents on avis_fiche (cree_le, id);
