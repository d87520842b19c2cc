-- A page or a count of tickets never goes to the rows: what whoever reads is judged by, and what is sorted by, stands in each index.
alter table ticket add column titre_plie text collate "C" not null generated always as (plier(titre)) stored;
comment on column ticket.titre_plie is 'Its title folded, to sort by.';

-- Received. The rank of the priority stands for the priority; who is not held by anybody is found like who is. Of what is open, criteria given together are judged in the index of the narrowest.
drop index ticket_recus_cree, ticket_recus_cree_ferme, ticket_recus_numero_ouvert, ticket_recus_numero_ferme, ticket_recus_titre_ouvert, ticket_recus_titre_ferme, ticket_recus_categorie_ouvert, ticket_recus_categorie_ferme,
  ticket_recus_sous_categorie_ouvert, ticket_recus_sous_categorie_ferme, ticket_recus_statut_ouvert, ticket_recus_priorite, ticket_recus_echeance, ticket_recus_agent;
create index ticket_recus_cree on ticket (destinataire, cree_le, id) include (statut, destinataire_service, priorite_rang, agent, categorie, sous_categorie, echeance) where statut <> 'FERME';
create index ticket_recus_cree_ferme on ticket (destinataire, cree_le, id) include (statut, destinataire_service, priorite_rang, agent, categorie, sous_categorie, echeance) where statut = 'FERME';
create index ticket_recus_numero_ouvert on ticket (destinataire, id) include (destinataire_service) where statut <> 'FERME';
create index ticket_recus_numero_ferme on ticket (destinataire, id) include (destinataire_service) where statut = 'FERME';
create index ticket_recus_titre_ouvert on ticket (destinataire, titre_plie, id) include (destinataire_service) where statut <> 'FERME';
create index ticket_recus_titre_ferme on ticket (destinataire, titre_plie, id) include (destinataire_service) where statut = 'FERME';
create index ticket_recus_categorie_ouvert on ticket (destinataire, categorie, id) include (destinataire_service, statut, agent, priorite_rang, sous_categorie) where statut <> 'FERME';
create index ticket_recus_categorie_ferme on ticket (destinataire, categorie, id) include (destinataire_service) where statut = 'FERME';
create index ticket_recus_sous_categorie_ouvert on ticket (destinataire, sous_categorie, id) include (destinataire_service, statut, agent, priorite_rang, categorie) where statut <> 'FERME';
create index ticket_recus_sous_categorie_ferme on ticket (destinataire, sous_categorie, id) include (destinataire_service) where statut = 'FERME';
create index ticket_recus_statut_ouvert on ticket (destinataire, statut, id) include (destinataire_service, agent, priorite_rang, categorie, sous_categorie) where statut <> 'FERME';
create index ticket_recus_priorite_ouvert on ticket (destinataire, priorite_rang, id) include (destinataire_service, statut, agent, categorie, sous_categorie) where statut <> 'FERME';
create index ticket_recus_priorite_ferme on ticket (destinataire, priorite_rang, id) include (destinataire_service) where statut = 'FERME';
create index ticket_recus_echeance on ticket (destinataire, coalesce(echeance, timestamptz '9999-12-31 00:00:00+00'), id) include (echeance, destinataire_service) where statut <> 'FERME';
create index ticket_recus_agent_ouvert on ticket (destinataire, agent, cree_le, id) include (destinataire_service, statut) where statut <> 'FERME';
create index ticket_recus_agent_ferme on ticket (destinataire, agent, cree_le, id) include (destinataire_service) where statut = 'FERME';

-- Sent.
drop index ticket_emis_numero, ticket_emis_titre, ticket_emis_categorie, ticket_emis_sous_categorie, ticket_emis_statut, ticket_auteur;
create index ticket_emis_numero_ouvert on ticket (structure, id) include (service) where statut <> 'FERME';
create index ticket_emis_numero_ferme on ticket (structure, id) include (service) where statut = 'FERME';
create index ticket_emis_titre_ouvert on ticket (structure, titre_plie, id) include (service) where statut <> 'FERME';
create index ticket_emis_titre_ferme on ticket (structure, titre_plie, id) include (service) where statut = 'FERME';
create index ticket_emis_categorie_ouvert on ticket (structure, categorie, id) include (service) where statut <> 'FERME';
create index ticket_emis_categorie_ferme on ticket (structure, categorie, id) include (service) where statut = 'FERME';
create index ticket_emis_sous_categorie_ouvert on ticket (structure, sous_categorie, id) include (service) where statut <> 'FERME';
create index ticket_emis_sous_categorie_ferme on ticket (structure, sous_categorie, id) include (service) where statut = 'FERME';
create index ticket_emis_statut_ouvert on ticket (structure, statut, id) include (service) where statut <> 'FERME';
create index ticket_auteur on ticket (auteur, structure, cree_le, id) include (statut, service, categorie, sous_categorie);
