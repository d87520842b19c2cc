-- What becomes of whoever runs a structure, and of an import, are kinds of event of their own.
alter table preference_avis drop constraint preference_avis_genre, add constraint preference_avis_genre check (genre in ('approbations', 'demandes', 'tickets', 'droits', 'gestion', 'imports'));
alter table avis drop constraint avis_genre, add constraint avis_genre check (genre in ('approbations', 'demandes', 'tickets', 'droits', 'gestion', 'imports', 'securite'));
