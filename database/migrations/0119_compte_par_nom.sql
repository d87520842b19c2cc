-- The operator finds an account by the whole name of its owner (POR-14, decision 0065).
create index utilisateur_par_nom on utilisateur (plier(nom));
