-- The operator's list of structures created or duplicated (STR-03), newest first, among all the demandes.
create index demande_creations on demande (id desc) where type in ('structure.creer', 'structure.dupliquer') and etat = 'effective';
