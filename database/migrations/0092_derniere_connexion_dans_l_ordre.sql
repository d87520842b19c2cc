-- Lists by last sign-in read the people who signed in last, or longest ago, and not everybody ----------------------------
create index utilisateur_par_connexion on utilisateur (derniere_connexion_le, id) where derniere_connexion_le is not null;
