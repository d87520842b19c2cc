-- Lists of tickets at a million rows. A ticket stands in the indexes of what is open or in those of what is closed, never in both.
alter table ticket add column texte_plie text not null generated always as (plier('CPROCS' || lpad(id::text, greatest(7, length(id::text)), '0') || ' ' || titre || ' ' || coalesce(numero_objet, '') || ' ' || description)) stored;
comment on column ticket.texte_plie is 'What a search reads of it, folded.';
create index ticket_texte on ticket using gin (texte_plie gin_trgm_ops);

-- By date, with all that counts, groups and filters read: they never go to the rows.
drop index ticket_recus_cree, ticket_recus_tous, ticket_emis_cree;
create index ticket_recus_cree on ticket (destinataire, cree_le, id) include (statut, destinataire_service, priorite, agent, categorie, sous_categorie, echeance) where statut <> 'FERME';
create index ticket_recus_cree_ferme on ticket (destinataire, cree_le, id) include (statut, destinataire_service, priorite, agent, categorie, sous_categorie, echeance) where statut = 'FERME';
create index ticket_emis_cree on ticket (structure, cree_le, id) include (statut, service, categorie, sous_categorie) where statut <> 'FERME';
create index ticket_emis_cree_ferme on ticket (structure, cree_le, id) include (statut, service, categorie, sous_categorie) where statut = 'FERME';

drop index ticket_recus_numero, ticket_recus_titre, ticket_recus_categorie, ticket_recus_sous_categorie, ticket_recus_statut;
create index ticket_recus_numero_ferme on ticket (destinataire, id) where statut = 'FERME';
create index ticket_recus_titre_ferme on ticket (destinataire, (plier(titre) collate "C"), id) where statut = 'FERME';
create index ticket_recus_categorie_ferme on ticket (destinataire, categorie, id) where statut = 'FERME';
create index ticket_recus_sous_categorie_ferme on ticket (destinataire, sous_categorie, id) where statut = 'FERME';

-- What one person holds is little: found first, sorted after.
create index ticket_recus_agent on ticket (destinataire, agent, id) where agent is not null;
drop index ticket_auteur;
create index ticket_auteur on ticket (auteur, structure, cree_le, id);
